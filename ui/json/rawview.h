// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/json/rawtext.h"

class QCheckBox;
class QLabel;
class QLineEdit;

namespace broadcaster {

/// A message as it was on the wire, or indented; with a line to search it.
class RawView final : public QWidget {
    Q_OBJECT

public:
    explicit RawView(QWidget *parent = nullptr);

    void setText(const QByteArray &text);
    [[nodiscard]] RawText *textWidget() const { return m_text; }

private:
    void showText();
    void find(RawText::Search search);
    bool eventFilter(QObject *watched, QEvent *event) override;

    QByteArray m_wire;
    RawText *m_text;
    QCheckBox *m_indented;
    QLineEdit *m_find;
    QLabel *m_state; ///< The size, or that no match was found.
};

} // namespace broadcaster
