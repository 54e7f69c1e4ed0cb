// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/emptystate.h"

#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/scaledfont.h"
#include "ui/widgets/note.h"

#include <QtCore/QEvent>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int IconSize = 40;
constexpr int ColumnWidth = 680;

} // namespace

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new Note(Note::Tone::Plain, this))
    , m_text(new Note(Note::Tone::Dim, this))
    , m_column(new QWidget(this))
    , m_content(new QVBoxLayout)
    , m_buttons(new QHBoxLayout)
{
    m_icon->setAlignment(Qt::AlignCenter);
    m_title->setObjectName(u"emptyTitle"_s);
    m_title->setAlignment(Qt::AlignCenter);
    m_text->setObjectName(u"emptyText"_s);
    m_text->setAlignment(Qt::AlignCenter);
    m_column->setMaximumWidth(ColumnWidth);
    m_content->setSpacing(LayoutStep);
    m_buttons->setSpacing(LayoutStep);
    m_buttons->addStretch();
    m_buttons->addStretch();

    auto *column = new QVBoxLayout(m_column);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(LayoutStep);
    column->addWidget(m_icon);
    column->addSpacing(LayoutStep);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(LayoutStep);
    column->addLayout(m_content);
    column->addSpacing(LayoutStep);
    column->addLayout(m_buttons);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(3 * LayoutStep, 2 * LayoutStep, 3 * LayoutStep, 2 * LayoutStep);
    rows->addStretch(2);
    auto *middle = new QHBoxLayout;
    middle->addStretch(1);
    middle->addWidget(m_column, ColumnWidth);
    middle->addStretch(1);
    rows->addLayout(middle);
    rows->addStretch(3);
    fitFonts();
}

void EmptyState::setIcon(const char *name)
{
    m_image = themedIcon(name);
    showIcon();
}

void EmptyState::setTitle(const QString &title)
{
    m_title->setText(title);
    setAccessibleName(title);
}

void EmptyState::setText(const QString &text)
{
    m_text->setText(text);
    setAccessibleDescription(text);
}

void EmptyState::addContent(QWidget *content)
{
    m_content->addWidget(content);
}

QPushButton *EmptyState::addButton(const QString &text, const QString &objectName)
{
    auto *button = new QPushButton(text, m_column);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    m_buttons->insertWidget(m_buttons->count() - 1, button);
    return button;
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showIcon();
    else if (event->type() == QEvent::FontChange)
        fitFonts();
}

void EmptyState::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fitIcon();
}

bool EmptyState::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutRequest)
        fitIcon(); // The texts have changed.
    return QWidget::event(event);
}

void EmptyState::fitIcon()
{
    constexpr int IconHeight = IconSize + LayoutStep; // With the space below it.
    const int needed = layout()->heightForWidth(width());
    m_icon->setVisible(needed + (m_icon->isHidden() ? IconHeight : 0) <= height());
}

void EmptyState::showIcon()
{
    if (!m_image.isNull())
        m_icon->setPixmap(m_image.pixmap(QSize(IconSize, IconSize), devicePixelRatioF()));
}

void EmptyState::fitFonts()
{
    constexpr double Larger = 1.3;
    QFont large = scaledFont(font(), Larger);
    large.setWeight(QFont::DemiBold);
    m_title->setFont(large);
}

} // namespace broadcaster
