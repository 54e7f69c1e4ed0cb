// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/decode/decoding.h"

#include <QtWidgets/QWidget>

class QStackedWidget;

namespace broadcaster {

class ImageView;
class JsonTreeView;
class Note;
class RawText;

/// The decoded content of one value: a tree, text, bytes as hexadecimal numbers, or an image.
class DecodedView final : public QWidget {
    Q_OBJECT

public:
    explicit DecodedView(QWidget *parent = nullptr);

    void setDecoding(const Decoding &decoding, qint64 nowMs);
    void clear();

private:
    void showTree(const QByteArray &json);
    void showText(const QByteArray &text);
    void showImage(const Decoding &decoding);

    Note *m_words;
    QStackedWidget *m_stack;
    JsonTreeView *m_tree;
    RawText *m_text;
    ImageView *m_image;
};

} // namespace broadcaster
