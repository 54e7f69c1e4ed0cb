// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/sectionpages.h"

#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"

#include <QtCore/QEvent>
#include <QtGui/QPainter>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QStackedWidget>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int MaxSectionWidth = 960; // Longer lines are hard to read.
constexpr int MarkSize = 8;
constexpr int ListPadding = 72; ///< Room for the mark and the margins of an entry.

enum EntryRole { NameRole = Qt::UserRole, TitleRole, WrongRole };

/// The mark of a section with a fault; the same when the entry is selected.
QIcon dotIcon(const QColor &colour, qreal scale)
{
    QPixmap image(QSize(MarkSize, MarkSize) * scale);
    image.setDevicePixelRatio(scale);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(QRectF(0, 0, MarkSize, MarkSize));
    painter.end();
    QIcon icon(image);
    icon.addPixmap(image, QIcon::Selected);
    return icon;
}

QScrollArea *scrolled(const QList<QWidget *> &widgets)
{
    auto *column = new QWidget;
    column->setMaximumWidth(MaxSectionWidth);
    auto *rows = new QVBoxLayout(column);
    rows->setContentsMargins(3 * LayoutStep, 2 * LayoutStep, 3 * LayoutStep, 3 * LayoutStep);
    rows->setSpacing(3 * LayoutStep);
    for (QWidget *widget : widgets)
        rows->addWidget(widget);
    rows->addStretch();
    auto *all = new QWidget;
    auto *row = new QHBoxLayout(all);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(column, MaxSectionWidth);
    row->addStretch(1);
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(all);
    return area;
}

} // namespace

SectionPages::SectionPages(QWidget *parent)
    : QWidget(parent)
    , m_list(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
{
    m_list->setObjectName(u"serverSections"_s);
    m_list->setAccessibleName(tr("Sections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTabKeyNavigation(false);
    m_list->setIconSize(QSize(MarkSize, MarkSize));
    m_list->viewport()->setAutoFillBackground(false);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(LayoutStep, LayoutStep, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(m_pages, 1);
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_list, &QListWidget::currentRowChanged, this, &SectionPages::chosenChanged);
}

void SectionPages::addSection(const QString &title, const QList<QWidget *> &widgets)
{
    QScrollArea *area = scrolled(widgets);
    area->setObjectName(widgets.constFirst()->objectName() + u"Area"_s);
    area->setAccessibleName(title);
    addEntry(widgets.constFirst()->objectName(), title, area);
}

void SectionPages::addFilled(const QString &title, QWidget *widget)
{
    addEntry(widget->objectName(), title, widget);
}

void SectionPages::addEntry(const QString &name, const QString &title, QWidget *page)
{
    m_pages->addWidget(page);
    auto *entry = new QListWidgetItem(title, m_list);
    entry->setData(NameRole, name);
    entry->setData(TitleRole, title);
    entry->setSizeHint(QSize(0, rowHeight()));
    fitList();
    if (m_list->currentRow() < 0)
        m_list->setCurrentRow(0);
}

int SectionPages::find(const QString &name) const
{
    for (int row = 0; row < m_list->count(); ++row) {
        if (m_list->item(row)->data(NameRole).toString() == name)
            return row;
    }
    return -1;
}

void SectionPages::choose(const QString &name)
{
    if (const int row = find(name); row >= 0 && !m_list->item(row)->isHidden())
        m_list->setCurrentRow(row);
}

QString SectionPages::chosen() const
{
    return m_list->currentItem()->data(NameRole).toString();
}

void SectionPages::setOffered(const QString &name, bool isOffered)
{
    const int row = find(name);
    m_list->item(row)->setHidden(!isOffered);
    if (!isOffered && m_list->currentRow() == row)
        m_list->setCurrentRow(0);
}

void SectionPages::setWrong(const QString &name, bool isWrong)
{
    const int row = find(name);
    if (row < 0 || m_list->item(row)->data(WrongRole).toBool() == isWrong)
        return;
    m_list->item(row)->setData(WrongRole, isWrong);
    showMark(row);
}

void SectionPages::showMark(int row)
{
    QListWidgetItem *entry = m_list->item(row);
    const bool isWrong = entry->data(WrongRole).toBool();
    const QString title = entry->data(TitleRole).toString();
    const QString words = tr("%1: something is wrong here", "a section").arg(title);
    entry->setIcon(isWrong ? dotIcon(Theme::of(palette()).bad, devicePixelRatioF()) : QIcon());
    entry->setData(
        Qt::ForegroundRole, isWrong ? QVariant(QBrush(Theme::of(palette()).bad)) : QVariant());
    entry->setToolTip(isWrong ? words : QString());
    entry->setData(Qt::AccessibleTextRole, isWrong ? words : title);
}

void SectionPages::fitList()
{
    int width = 0;
    for (int row = 0; row < m_list->count(); ++row)
        width = std::max(width, m_list->fontMetrics().horizontalAdvance(m_list->item(row)->text()));
    m_list->setFixedWidth(width + ListPadding);
}

void SectionPages::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        fitList();
    if (event->type() != QEvent::PaletteChange)
        return;
    for (int row = 0; row < m_list->count(); ++row)
        showMark(row);
}

} // namespace broadcaster
