// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sidebar/sidebardelegate.h"

#include "ui/base/text.h"
#include "ui/sidebar/projectlistmodel.h"
#include "ui/sidebar/sparkline.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/scaledfont.h"
#include "ui/theme/stylecontrols.h"
#include "ui/theme/theme.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

#include <algorithm>

namespace broadcaster {

namespace {

constexpr int Inset = 10; ///< Inset of the ground behind a row.
constexpr int Padding = 10; ///< Inside of the ground.
constexpr double SmallFont = 0.88;
constexpr QSize SparklineSize(46, 16);

QFont smallFont(const QFont &font)
{
    return scaledFont(font, SmallFont);
}

QRect groundOf(const QRect &row, bool isNarrow)
{
    const int inset = isNarrow ? Inset - 2 : Inset;
    return row.adjusted(inset, 1, -inset, -1);
}

void paintGround(QPainter *painter, const QStyleOptionViewItem &option, bool isNarrow)
{
    const Theme &theme = Theme::of(option.palette);
    constexpr double HoverTint = 0.05;
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isRinged = option.state.testFlag(QStyle::State_HasFocus)
        && option.state.testFlag(QStyle::State_KeyboardFocusChange);
    if (!isSelected && !isRinged && !option.state.testFlag(QStyle::State_MouseOver))
        return;
    const QRectF ground = groundOf(option.rect, isNarrow);
    painter->setPen(isRinged ? QPen(theme.accent, 2) : QPen(Qt::NoPen));
    painter->setBrush(
        isSelected ? theme.accentSoft : blended(theme.text, theme.surface, HoverTint));
    painter->drawRoundedRect(
        isRinged ? ground.adjusted(1, 1, -1, -1) : ground, stylepaint::Radius, stylepaint::Radius);
}

/// Paints a mark at the right end of the rectangle. Returns its width.
int paintAlert(
    QPainter *painter, const QStyleOptionViewItem &option, const QRect &rect, const QString &mark)
{
    constexpr int AlertPadding = 6;
    if (mark.isEmpty())
        return 0;
    const Theme &theme = Theme::of(option.palette);
    const QFontMetrics metrics = painter->fontMetrics();
    const int height = metrics.height() + 2;
    const int width = std::max(height, metrics.horizontalAdvance(mark) + 2 * AlertPadding);
    QRect shape(rect.right() + 1 - width, 0, width, height);
    shape.moveTop(rect.top() + (rect.height() - height) / 2);
    shape = QStyle::visualRect(option.direction, option.rect, shape);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.warning);
    painter->drawRoundedRect(shape, height / 2.0, height / 2.0);
    painter->setPen(theme.surface);
    painter->drawText(shape, Qt::AlignCenter, mark);
    return width;
}

/// The mark of a page whose name is not shown.
void paintAlertDot(QPainter *painter, const QStyleOptionViewItem &option, const QRect &icon)
{
    constexpr double DotRadius = 4;
    const Theme &theme = Theme::of(option.palette);
    painter->setPen(QPen(theme.surface, 1));
    painter->setBrush(theme.warning);
    painter->drawEllipse(QPointF(icon.right() + 1, icon.top() + 1), DotRadius, DotRadius);
}

/// Writes at the start or the end of the rectangle, cut to it. Returns the width of the text.
int write(QPainter *painter, const QRect &rect, Qt::Alignment alignment, const QString &text)
{
    const QString shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, rect.width());
    painter->drawText(rect, int(alignment | Qt::AlignVCenter) | Qt::TextSingleLine, shown);
    return painter->fontMetrics().horizontalAdvance(shown);
}

} // namespace

SidebarDelegate::SidebarDelegate(Kind kind, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_kind(kind)
{
}

void SidebarDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    paintGround(painter, option, m_isNarrow);
    if (m_kind == Kind::Pages)
        paintPage(painter, option, index);
    else if (m_isNarrow)
        paintLetter(painter, option, index);
    else
        paintProject(painter, option, index);
    painter->restore();
}

QSize SidebarDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    constexpr int PagePadding = 4;
    constexpr int ProjectPadding = 14;
    if (m_kind == Kind::Pages || m_isNarrow)
        return { 0, rowHeight() + PagePadding };
    const int lines = QFontMetrics(option.font).height()
        + QFontMetrics(smallFont(option.font)).height();
    return { 0, lines + ProjectPadding };
}

void SidebarDelegate::paintPage(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::of(option.palette);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const QRect inner = groundOf(option.rect, m_isNarrow).adjusted(Padding, 0, -Padding, 0);
    QRect place(inner.left(), 0, IconSide, IconSide);
    place.moveTop(option.rect.top() + (option.rect.height() - IconSide) / 2);
    if (m_isNarrow)
        place.moveLeft(option.rect.center().x() + 1 - IconSide / 2);
    const auto visual = [&option](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    index.data(Qt::DecorationRole)
        .value<QIcon>()
        .paint(
            painter, visual(place), Qt::AlignCenter, isSelected ? QIcon::Selected : QIcon::Normal);
    const QString alert = index.data(AlertRole).toString();
    if (m_isNarrow) {
        if (!alert.isEmpty())
            paintAlertDot(painter, option, visual(place));
        return;
    }

    painter->setFont(smallFont(option.font));
    QRect words = inner.adjusted(IconSide + Padding, 0, 0, 0);
    if (const int mark = paintAlert(painter, option, words, alert); mark > 0)
        words.setRight(words.right() - mark - LayoutStep);
    painter->setPen(theme.dim);
    const int taken = write(painter, visual(words),
        QStyle::visualAlignment(option.direction, Qt::AlignRight),
        index.data(FigureRole).toString());
    QFont font = option.font;
    font.setWeight(isSelected ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(theme.text);
    write(painter, visual(words.adjusted(0, 0, -(taken > 0 ? taken + Padding : 0), 0)),
        QStyle::visualAlignment(option.direction, Qt::AlignLeft),
        index.data(Qt::DisplayRole).toString());
}

void SidebarDelegate::paintProject(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::of(option.palette);
    const auto visual = [&option](const QRect &rect) {
        return QStyle::visualRect(option.direction, option.rect, rect);
    };
    const auto start = QStyle::visualAlignment(option.direction, Qt::AlignLeft);
    const auto end = QStyle::visualAlignment(option.direction, Qt::AlignRight);
    const QFont small = smallFont(option.font);
    const int lower = QFontMetrics(small).height();
    const int both = QFontMetrics(option.font).height() + lower;
    QRect inner = groundOf(option.rect, false).adjusted(Padding, 0, -Padding, 0);
    inner = QRect(inner.left(), inner.center().y() - both / 2 + 1, inner.width(), both);
    const QRect first(inner.left(), inner.top(), inner.width(), both - lower);
    const QRect second(inner.left(), first.bottom() + 1, inner.width(), lower);

    QFont font = option.font;
    font.setWeight(option.state.testFlag(QStyle::State_Selected) ? QFont::DemiBold : QFont::Normal);
    painter->setFont(font);
    painter->setPen(theme.text);
    write(painter, visual(first.adjusted(0, 0, -SparklineSize.width() - Padding, 0)), start,
        index.data(Qt::DisplayRole).toString());

    painter->setFont(small);
    painter->setPen(theme.dim);
    const QVariant rate = index.data(ProjectListModel::RateRole);
    const int taken = write(painter, visual(second), end,
        rateText(rate.isValid() ? std::optional(rate.toDouble()) : std::nullopt));
    const auto clients = index.data(ProjectListModel::ClientsRole).toInt();
    write(painter, visual(second.adjusted(0, 0, -taken - Padding, 0)), start,
        clients == 0 ? tr("no clients") : tr("%Ln client(s)", nullptr, clients));

    QList<double> rates = index.data(ProjectListModel::RatesRole).value<QList<double>>();
    if (std::all_of(rates.cbegin(), rates.cend(), [](double value) { return !(value > 0); }))
        rates.clear(); // The empty scale says more than a line along its bottom.
    const QRect line(first.right() + 1 - SparklineSize.width(), first.top() - 1,
        SparklineSize.width(), SparklineSize.height());
    constexpr double FillTint = 0.14;
    const bool isGround = option.state.testFlag(QStyle::State_Selected);
    paintSparkline(*painter, visual(line), rates,
        index.data(ProjectListModel::ScaleRole).toDouble(),
        { theme.accent,
            blended(theme.accent, isGround ? theme.accentSoft : theme.surface, FillTint),
            theme.line });
}

void SidebarDelegate::paintLetter(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::of(option.palette);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    if (index.data(ProjectListModel::ProjectRole).value<ProjectId>().isNull()) {
        QRect place(0, 0, IconSide, IconSide);
        place.moveCenter(option.rect.center());
        themedIcon("project").paint(
            painter, place, Qt::AlignCenter, isSelected ? QIcon::Selected : QIcon::Normal);
        return;
    }
    constexpr int Letters = 2;
    QFont font = smallFont(option.font);
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(isSelected ? theme.accent : theme.dim);
    painter->drawText(
        option.rect, Qt::AlignCenter, index.data(Qt::DisplayRole).toString().left(Letters));
}

} // namespace broadcaster
