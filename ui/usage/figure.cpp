// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/usage/figure.h"

#include "ui/theme/layoutstep.h"
#include "ui/theme/scaledfont.h"

#include <QtCore/QEvent>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

Figure::Figure(QWidget *parent)
    : QWidget(parent)
    , m_value(new Note(Note::Tone::Plain, this))
    , m_caption(new Note(Note::Tone::Dim, this))
{
    m_value->setWordWrap(false);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_value);
    rows->addWidget(m_caption);
    rows->addStretch();
    fitFonts();
}

void Figure::setFigure(const QString &value, const QString &caption)
{
    m_value->setText(value);
    m_caption->setText(caption);
    setAccessibleName(caption + u": "_s + value);
}

QString Figure::value() const
{
    return m_value->text();
}

void Figure::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitFonts();
}

void Figure::fitFonts()
{
    constexpr double Larger = 1.7;
    QFont large = scaledFont(font(), Larger);
    large.setWeight(QFont::DemiBold);
    m_value->setFont(large);
}

QLayout *figureRow(const QList<Figure *> &figures)
{
    constexpr int MostCharacters = 36;
    auto *row = new QHBoxLayout;
    row->setSpacing(2 * LayoutStep);
    for (Figure *figure : figures) {
        figure->setMaximumWidth(MostCharacters * figure->fontMetrics().averageCharWidth());
        row->addWidget(figure, 1);
    }
    row->addStretch();
    return row;
}

} // namespace broadcaster
