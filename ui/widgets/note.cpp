// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/note.h"

#include "server/api/check.h"
#include "ui/theme/theme.h"

#include <QtCore/QEvent>

namespace broadcaster {

const QColor &toneColour(Note::Tone tone, const Theme &theme)
{
    switch (tone) {
    case Note::Tone::Plain:
        return theme.text;
    case Note::Tone::Dim:
        return theme.dim;
    case Note::Tone::Faint:
        return theme.faint;
    case Note::Tone::Ok:
        return theme.ok;
    case Note::Tone::Warning:
        return theme.warning;
    case Note::Tone::Bad:
        return theme.bad;
    }
    return unreachable(theme.text);
}

Note::Note(Tone tone, QWidget *parent)
    : QLabel(parent)
    , m_tone(tone)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    showColour();
}

Note::Note(Tone tone, const QString &text, QWidget *parent)
    : Note(tone, parent)
{
    setText(text);
}

void Note::setTone(Tone tone)
{
    m_tone = tone;
    showColour();
}

void Note::setShown(const QString &text)
{
    setText(text);
    setVisible(!text.isEmpty());
}

void Note::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showColour();
}

void Note::showColour()
{
    const QColor colour = toneColour(m_tone, Theme::of(palette()));
    QPalette own = palette();
    if (own.color(QPalette::WindowText) == colour)
        return; // Setting it causes another PaletteChange.
    own.setColor(QPalette::WindowText, colour);
    setPalette(own);
}

} // namespace broadcaster
