// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/decode/decoding.h"

#include <QtWidgets/QWidget>

class QPushButton;

namespace broadcaster {

class DecodedView;
class ElidedLabel;
class JsonTreeView;

/// A tree, and below it a line that tells if the chosen value is a time, a token, an image, or
/// other content in a string. A button shows that content; it stays so for the next values.
class ValuePanel final : public QWidget {
    Q_OBJECT

public:
    /// Takes ownership of the tree.
    explicit ValuePanel(JsonTreeView &tree, QWidget *parent = nullptr);

private:
    void buildLine();
    void showValue();
    void showContent();

    JsonTreeView &m_tree;
    QWidget *m_line;
    ElidedLabel *m_words;
    QPushButton *m_decode;
    QAction *m_action;
    DecodedView *m_content;
    Decoding::Kind m_kind = Decoding::Kind::None;
};

} // namespace broadcaster
