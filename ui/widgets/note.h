// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QLabel>

namespace broadcaster {

struct Theme;

/// A line of plain text in one of the theme's colours, in any theme. The text can be selected and
/// copied.
class Note final : public QLabel {
    Q_OBJECT

public:
    enum class Tone { Plain, Dim, Faint, Ok, Warning, Bad };

    explicit Note(Tone tone, QWidget *parent = nullptr);
    Note(Tone tone, const QString &text, QWidget *parent = nullptr);

    void setTone(Tone tone);
    /// Shows the text, and hides the label when it is empty.
    void setShown(const QString &text);

protected:
    void changeEvent(QEvent *event) override;

private:
    void showColour();

    Tone m_tone;
};

[[nodiscard]] const QColor &toneColour(Note::Tone tone, const Theme &theme);

} // namespace broadcaster
