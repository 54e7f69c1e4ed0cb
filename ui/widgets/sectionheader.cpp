// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/sectionheader.h"

#include "ui/theme/layoutstep.h"
#include "ui/theme/scaledfont.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/note.h"

#include <QtCore/QEvent>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

SectionHeader::SectionHeader(const QString &title, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_title(new Note(Note::Tone::Plain, title, this))
    , m_text(new Note(Note::Tone::Dim, this))
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(LayoutStep / 4);
    rows->addWidget(new Hairline(this));
    rows->addSpacing(LayoutStep + LayoutStep / 2);
    rows->addWidget(m_title);
    rows->addWidget(m_text);
    rows->addSpacing(LayoutStep / 2);
    setText(text);
    fitFonts();
}

void SectionHeader::setText(const QString &text)
{
    m_text->setShown(text);
}

void SectionHeader::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitFonts();
}

void SectionHeader::fitFonts()
{
    constexpr double Larger = 1.1;
    QFont large = scaledFont(font(), Larger);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
}

} // namespace broadcaster
