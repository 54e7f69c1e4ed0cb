// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/noticeline.h"

#include "ui/theme/theme.h"

#include <QtCore/QEvent>

namespace broadcaster {

NoticeLine::NoticeLine(const QString &name, const QString &accessibleName, QWidget *parent)
    : QLabel(parent)
{
    setObjectName(name);
    setAccessibleName(accessibleName);
    setWordWrap(true);
    setTextFormat(Qt::PlainText);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
    // A long word must not make the dock wider.
    QSizePolicy policy = sizePolicy();
    policy.setHorizontalPolicy(QSizePolicy::Ignored);
    setSizePolicy(policy);
    hide();
}

void NoticeLine::say(const QString &words, Tone tone)
{
    m_tone = tone;
    setText(words);
    setVisible(!words.isEmpty());
    applyTone();
}

void NoticeLine::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_isColouring)
        applyTone();
}

void NoticeLine::applyTone()
{
    const Theme &theme = Theme::of(palette());
    QPalette colours;
    switch (m_tone) {
    case Tone::Plain:
        colours.setColor(QPalette::WindowText, theme.dim);
        break;
    case Tone::Good:
        colours.setColor(QPalette::WindowText, theme.ok);
        break;
    case Tone::Bad:
        colours.setColor(QPalette::WindowText, theme.bad);
        break;
    }
    m_isColouring = true;
    setPalette(colours);
    m_isColouring = false;
}

} // namespace broadcaster
