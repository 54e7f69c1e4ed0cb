// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/note.h"

#include <QtWidgets/QWidget>

namespace broadcaster {

/// One line of text that takes the room there is, and ends with an ellipsis if that is not enough;
/// the tool tip has all of it.
class ElidedLabel final : public QWidget {
    Q_OBJECT

public:
    explicit ElidedLabel(Note::Tone tone, QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] const QString &text() const { return m_text; }
    void setAlignment(Qt::Alignment alignment);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Note::Tone m_tone;
    QString m_text;
    Qt::Alignment m_alignment = Qt::AlignLeft;
};

} // namespace broadcaster
