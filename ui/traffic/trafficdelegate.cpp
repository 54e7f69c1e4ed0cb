// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficdelegate.h"

#include "server/api/check.h"
#include "ui/base/text.h"
#include "ui/theme/theme.h"
#include "ui/traffic/outcomeglyph.h"
#include "ui/traffic/previewtext.h"
#include "ui/traffic/rowcolours.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/clientmark.h"

#include <QtGui/QPainter>
#include <QtWidgets/QApplication>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int BarWidth = 3;
constexpr int RuleWidth = 5;
constexpr int RowGap = 6;
constexpr double MarkedTint = 0.14;
constexpr int PreviewCharacters = 40;
constexpr int FieldCharacters = 14;

QFont weighted(QFont font, QFont::Weight weight)
{
    font.setWeight(weight);
    return font;
}

QFont italic(QFont font)
{
    font.setItalic(true);
    return font;
}

const QColor &partyColour(const Party &party, const Theme &theme)
{
    return party.kind == Party::Kind::Client && party.type ? theme.role(*party.type) : theme.system;
}

const QColor &moodColour(ReplyMood mood, const Theme &theme)
{
    switch (mood) {
    case ReplyMood::Plain:
        return theme.dim;
    case ReplyMood::Quiet:
        return theme.faint;
    case ReplyMood::Warning:
        return theme.warning;
    case ReplyMood::Bad:
        return theme.bad;
    }
    return unreachable(theme.dim);
}

/// Long texts of the column Reply.
QStringList usualReplies()
{
    using State = ConversationPart::State;
    return { replyWords({ .state = State::Waiting }, 59'000).text,
        replyWords({ .state = State::Answered, .replyMs = 1190, .replies = 1 }, {}).text,
        replyWords({ .state = State::Answered, .replyMs = 990, .replies = 10 }, {}).text,
        replyWords({ .state = State::Reply, .replyMs = 1190 }, {}).text };
}

/// Colour of the bar at the left of the row; invalid: an ordinary row.
QColor barColour(const TrafficRow &row, const Theme &theme)
{
    const TrafficRecord &record = *row.record;
    switch (outcomeOf(row)) {
    case Outcome::Nobody:
    case Outcome::Rejected:
        return theme.bad;
    case Outcome::Partly:
    case Outcome::Waiting:
        return theme.warning;
    case Outcome::Delivered:
    case Outcome::None:
        break;
    }
    if (record.kind == TrafficKind::Error)
        return theme.bad;
    if (record.kind == TrafficKind::Broadcast)
        return theme.accent;
    return isSystemKind(record.kind) ? theme.system : QColor();
}

} // namespace

struct TrafficDelegate::Cell {
    QPainter &painter;
    const Theme &theme;
    QColor ground;
    QRect rect; ///< Within the padding.
    const TrafficModel &model;
    int number;
    TrafficRow row;
};

TrafficDelegate::TrafficDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
    , m_words { {}, QFontMetrics(QFont()) }
    , m_strong(m_words)
    , m_quiet(m_words)
    , m_fixed(m_words)
{
    fitFonts();
}

void TrafficDelegate::fitFonts()
{
    const auto face = [](const QFont &font) { return Face { font, QFontMetrics(font) }; };
    const QFont words = QApplication::font();
    m_words = face(words);
    m_strong = face(weighted(words, QFont::DemiBold));
    m_quiet = face(italic(words));
    m_fixed = face(fixedFont());
    m_grownDelivered = 0;
    m_longestDelivered = 0;
}

int TrafficDelegate::usualWidth(int column) const
{
    const int padding = 2 * TrafficCellPadding;
    if (column >= TrafficModel::ColumnCount)
        return m_fixed.metrics.horizontalAdvance(u'0') * FieldCharacters + padding;
    switch (column) {
    case TrafficModel::Time:
        return m_fixed.metrics.horizontalAdvance(u"00:00:00.000"_s) + padding;
    case TrafficModel::Delta:
        return m_fixed.metrics.horizontalAdvance(u"+59.999 s"_s) + padding;
    case TrafficModel::From:
    case TrafficModel::To:
        return std::max(badgeWidth(m_words.font, typeName(ClientType::DataAgent)) + RowGap
                       + m_fixed.metrics.horizontalAdvance(u"00000"_s),
                   clientMarkWidth(m_words.font)
                       + m_words.metrics.horizontalAdvance(u"data-agent-name"_s))
            + padding;
    case TrafficModel::Size:
        return m_fixed.metrics.horizontalAdvance(u"999.9 KiB"_s) + padding;
    case TrafficModel::Project:
        return m_words.metrics.horizontalAdvance(u"checkout-st"_s) + padding;
    case TrafficModel::Type:
        return m_strong.metrics.horizontalAdvance(u"query_response_x"_s) + padding;
    case TrafficModel::Reply: {
        int width = 0;
        for (const QString &text : usualReplies())
            width = std::max(width, m_words.metrics.horizontalAdvance(text));
        return width + padding;
    }
    case TrafficModel::Preview:
        return m_fixed.metrics.horizontalAdvance(u'0') * PreviewCharacters + padding;
    default:
        return std::max(deliveredWidth(u"10 of 10"_s), m_grownDelivered) + padding;
    }
}

int TrafficDelegate::deliveredWidth(const QString &text) const
{
    return m_words.metrics.ascent() + RowGap + m_words.metrics.horizontalAdvance(text);
}

bool TrafficDelegate::growFor(const TrafficRow &row)
{
    const QString text = deliveredText(row);
    if (text.size() <= m_longestDelivered) // Measuring costs much in a table that moves.
        return false;
    m_longestDelivered = text.size();
    const int before = usualWidth(TrafficModel::Delivered);
    m_grownDelivered = std::max(
        m_grownDelivered, std::min(deliveredWidth(text), deliveredWidth(u"100 dropped of 100"_s)));
    return usualWidth(TrafficModel::Delivered) > before;
}

QSize TrafficDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return { usualWidth(index.column()), rowHeight() };
}

void TrafficDelegate::paint(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &model = static_cast<const TrafficModel &>(*index.model());
    const Theme &theme = Theme::of(option.palette);
    const bool isSelected = (option.state & QStyle::State_Selected) != 0;
    const bool isMarked = model.rowAt(index.row()).isMarked();
    const ColourRule *rule = model.colours() ? model.colours()->ruleAt(index.row()) : nullptr;
    QColor ground = isSelected ? theme.selection
        : rule                 ? rowGround(rule->colour, theme)
                               : theme.surface;
    if (isMarked && !isSelected) // A selected row shows its mark before the preview.
        ground = blended(theme.warning, ground, MarkedTint);
    if (isSelected || isMarked || rule)
        painter->fillRect(option.rect, ground);

    // Faint text would be too faint on a tint.
    Theme tinted = theme;
    tinted.faint = theme.dim;
    const Cell cell { *painter, rule ? tinted : theme, ground,
        option.rect.adjusted(TrafficCellPadding, 0, -TrafficCellPadding, 0), model, index.row(),
        model.rowAt(index.row()) };
    paintColumn(cell, index);
    if ((option.state & QStyle::State_HasFocus) != 0) {
        painter->setPen(theme.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
}

void TrafficDelegate::paintColumn(const Cell &cell, const QModelIndex &index) const
{
    if (index.column() >= TrafficModel::ColumnCount)
        paintText(cell, m_fixed, cell.rect, index.data().toString(), cell.theme.text);
    switch (static_cast<TrafficModel::Column>(index.column())) {
    case TrafficModel::Time:
        paintTime(cell);
        break;
    case TrafficModel::Delta:
        paintDelta(cell);
        break;
    case TrafficModel::Project:
        paintText(cell, m_words, cell.rect, cell.row.project->toString(), cell.theme.text);
        break;
    case TrafficModel::From:
        paintParty(cell, senderOf(cell.row));
        break;
    case TrafficModel::To:
        paintParty(cell, receiverOf(cell.row));
        break;
    case TrafficModel::Type:
        paintType(cell);
        break;
    case TrafficModel::Size:
        paintText(
            cell, m_fixed, cell.rect, index.data().toString(), cell.theme.text, Qt::AlignRight);
        break;
    case TrafficModel::Delivered:
        paintDelivered(cell);
        break;
    case TrafficModel::Reply:
        paintReply(cell);
        break;
    case TrafficModel::Preview:
        paintPreview(cell);
        break;
    case TrafficModel::ColumnCount:
        break;
    }
}

void TrafficDelegate::paintTime(const Cell &cell) const
{
    const bool isMarked = cell.row.isMarked();
    paintText(cell, m_fixed, cell.rect, clockText(cell.row.record->timeMs),
        isMarked ? cell.theme.warning : cell.theme.dim);
}

void TrafficDelegate::paintDelta(const Cell &cell) const
{
    if (cell.model.zero() == cell.model.sequenceAt(cell.number)) {
        const QString word = tr("zero");
        QRect badge = cell.rect;
        badge.setLeft(std::max(badge.left(), badge.right() + 1 - badgeWidth(m_words.font, word)));
        paintBadge(cell.painter, badge, m_words.font, word, cell.theme.accent, cell.ground);
        return;
    }
    const QModelIndex index = cell.model.index(cell.number, TrafficModel::Delta);
    paintText(cell, m_fixed, cell.rect, index.data().toString(), cell.theme.faint, Qt::AlignRight);
}

void TrafficDelegate::paintParty(const Cell &cell, const Party &party) const
{
    QRect free = cell.rect;
    if (party.kind == Party::Kind::Client && !party.id.isEmpty()) {
        const ClientLabel label = clientLabel(
            cell.model.names(), *cell.row.project, party.id, party.type);
        if (label.isNamed()) {
            paintClientAndType(cell.painter, free, m_words.font, label, cell.theme, cell.ground);
            return;
        }
    }
    const QString name = partyName(party);
    if (party.kind == Party::Kind::Everyone) {
        paintText(cell, m_words, free, name, cell.theme.text);
        return;
    }
    if (!name.isEmpty()) {
        const QRect badge = paintBadge(
            cell.painter, free, m_words.font, name, partyColour(party, cell.theme), cell.ground);
        free.setLeft(badge.right() + 1 + RowGap);
    }
    paintText(cell, m_fixed, free, partyDetail(party), cell.theme.dim);
}

void TrafficDelegate::paintType(const Cell &cell) const
{
    const TrafficKind kind = cell.row.record->kind;
    const QString text = messageTypeText(cell.row);
    if (cell.row.type.isEmpty())
        paintText(cell, m_quiet, cell.rect, text, cell.theme.faint);
    else if (kind == TrafficKind::Error)
        paintText(cell, m_strong, cell.rect, text, cell.theme.bad);
    else if (isSystemKind(kind) || kind == TrafficKind::Ping)
        paintText(cell, m_words, cell.rect, text, cell.theme.dim);
    else
        paintText(cell, m_strong, cell.rect, text, cell.theme.text);
}

void TrafficDelegate::paintDelivered(const Cell &cell) const
{
    const Outcome outcome = outcomeOf(cell.row);
    const QColor &colour = outcomeColour(outcome, cell.theme);
    QRect free = cell.rect;
    const int size = m_words.metrics.ascent();
    paintOutcome(cell.painter, free, size, outcome, colour);
    free.setLeft(free.left() + size + RowGap);
    paintText(cell, m_words, free, deliveredText(cell.row), colour);
}

void TrafficDelegate::paintReply(const Cell &cell) const
{
    const ReplyWords words = cell.model.replyAt(cell.number);
    paintText(cell, m_words, cell.rect, words.text, moodColour(words.mood, cell.theme));
}

/// The comment, or the word for a mark, and the place that is left.
QRect TrafficDelegate::paintNote(const Cell &cell) const
{
    QRect free = cell.rect;
    const QByteArrayView comment = cell.row.comment();
    if (!cell.row.isMarked() && comment.isEmpty())
        return free;
    const QString words = comment.isEmpty() ? tr("marked") : QString::fromUtf8(comment);
    QRect place = free;
    place.setWidth(std::min(badgeWidth(m_words.font, words), free.width() * 2 / 3));
    const QRect badge = paintBadge(
        cell.painter, place, m_words.font, words, cell.theme.warning, cell.ground);
    free.setLeft(badge.right() + 1 + RowGap);
    return free;
}

void TrafficDelegate::paintPreview(const Cell &cell) const
{
    const QRect free = paintNote(cell);
    const TrafficKind kind = cell.row.record->kind;
    if (kind == TrafficKind::Rejected || kind == TrafficKind::Error)
        paintText(cell, m_words, free, previewText(cell.row), cell.theme.bad);
    else
        paintText(cell, m_fixed, free, previewText(cell.row), cell.theme.dim);
}

void TrafficDelegate::paintText(const Cell &cell, const Face &face, const QRect &rect,
    const QString &text, const QColor &colour, Qt::AlignmentFlag align)
{
    if (text.isEmpty() || rect.width() <= 0)
        return;
    const int width = face.metrics.horizontalAdvance(text);
    const bool fits = width <= rect.width();
    const QString shown = fits ? text : face.metrics.elidedText(text, Qt::ElideRight, rect.width());
    const int left = fits && align == Qt::AlignRight ? rect.right() + 1 - width : rect.left();
    const int baseline = rect.top() + (rect.height() - face.metrics.height()) / 2
        + face.metrics.ascent();
    cell.painter.setFont(face.font);
    cell.painter.setPen(colour);
    cell.painter.drawText(left, baseline, shown);
}

void TrafficDelegate::paintRow(
    QPainter &painter, const QRect &row, const TrafficModel &model, int number) const
{
    const Theme &theme = Theme::current();
    const QColor bar = barColour(model.rowAt(number), theme);
    if (bar.isValid())
        painter.fillRect(row.left(), row.top() + 2, BarWidth, row.height() - 4, bar);
    if (const ColourRule *rule = model.colours() ? model.colours()->ruleAt(number) : nullptr) {
        // Also on selected rows, whose ground is that of the selection.
        painter.fillRect(row.right() + 1 - RuleWidth, row.top(), RuleWidth, row.height(),
            rowColour(rule->colour, theme));
    }
    const TrafficGap gap = model.gapAbove(number);
    if (gap.isEmpty())
        return;
    painter.fillRect(row.left(), row.top(), row.width(), 1, theme.warning);
    const QString text = gapLabel(gap);
    const int width = badgeWidth(m_words.font, text);
    const QRect badge(row.right() - width - TrafficCellPadding, row.top() - row.height() / 2, width,
        row.height());
    painter.fillRect(badge.adjusted(-2, RowGap, 2, -RowGap), theme.surface);
    paintBadge(painter, badge, m_words.font, text, theme.warning, theme.surface);
}

} // namespace broadcaster
