// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/conversationsmodel.h"

#include "server/api/check.h"
#include "server/api/jsonstring.h"
#include "ui/base/clienttext.h"
#include "ui/base/text.h"
#include "ui/theme/theme.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Line = ConversationsModel::Line;

const QString NoFigure { u'\u2013' };

bool isSame(const Line &line, const ReplyFigures &figures)
{
    return line.replies == figures.times.count() && line.errors == figures.errors
        && line.unanswered == figures.unanswered;
}

void fill(Line &line, const ReplyFigures &figures)
{
    constexpr double Median = 0.5;
    constexpr double High = 0.95;
    constexpr double Highest = 0.99;
    line.replies = figures.times.count();
    line.p50 = figures.times.quantile(Median);
    line.p95 = figures.times.quantile(High);
    line.p99 = figures.times.quantile(Highest);
    line.errors = figures.errors;
    line.unanswered = figures.unanswered;
}

QString timeText(const Line &line, qint64 milliseconds)
{
    return line.replies == 0 ? NoFigure : spanText(milliseconds);
}

QString cellText(const Line &line, int column, ClientNames *names)
{
    switch (column) {
    case ConversationsModel::ProjectColumn:
        return line.project.toString();
    case ConversationsModel::TypeColumn:
        return line.type.isEmpty() ? ConversationsModel::tr("no type") : line.type;
    case ConversationsModel::AnswererColumn:
        return answererText(line, names);
    case ConversationsModel::RepliesColumn:
        return countText(static_cast<qint64>(line.replies));
    case ConversationsModel::P50Column:
        return timeText(line, line.p50);
    case ConversationsModel::P95Column:
        return timeText(line, line.p95);
    case ConversationsModel::P99Column:
        return timeText(line, line.p99);
    case ConversationsModel::ErrorsColumn:
        return countText(static_cast<qint64>(line.errors));
    case ConversationsModel::UnansweredColumn:
        return countText(static_cast<qint64>(line.unanswered));
    default:
        return {};
    }
}

bool isFigure(int column)
{
    return column >= ConversationsModel::RepliesColumn;
}

QVariant cellColour(const Line &line, int column)
{
    const Theme &theme = Theme::current();
    if (column == ConversationsModel::ErrorsColumn && line.errors > 0)
        return theme.bad;
    if (column == ConversationsModel::UnansweredColumn && line.unanswered > 0)
        return theme.warning;
    const bool isNothing = (column == ConversationsModel::ErrorsColumn && line.errors == 0)
        || (column == ConversationsModel::UnansweredColumn && line.unanswered == 0);
    return isNothing ? QVariant(theme.faint) : QVariant();
}

} // namespace

QString answererText(const Line &line, ClientNames *names)
{
    const Answerer &answerer = line.answerer;
    const QString type = answerer.type ? typeName(*answerer.type) : QString();
    switch (answerer.kind) {
    case Answerer::Kind::Client:
        return clientText(clientLabel(names, line.project, answerer.id, answerer.type));
    case Answerer::Kind::Broker:
        return ConversationsModel::tr("broker");
    case Answerer::Kind::Anybody:
        return type.isEmpty() ? ConversationsModel::tr("any client")
                              : ConversationsModel::tr("any %1").arg(type);
    case Answerer::Kind::Nobody:
        return ConversationsModel::tr("nobody there");
    }
    return unreachable(QString());
}

void ConversationsModel::setNames(ClientNames *names)
{
    m_names = names;
    connect(names, &ClientNames::changed, this, [this] {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, AnswererColumn), index(rowCount() - 1, AnswererColumn));
    });
}

void ConversationsModel::update(const ConversationPairer *pairer, const ProjectId &scope)
{
    Figures figures;
    if (pairer) {
        for (const ReplyFigures *each : pairer->statistics().figures()) {
            if (scope.isNull() || pairer->types().at(each->type).project == scope)
                figures.emplace(ConversationStatistics::keyOf(each->type, each->answerer), each);
        }
    }
    removeOthers(figures);
    updateKept(figures);
    if (pairer)
        append(figures, pairer->types());
}

void ConversationsModel::removeOthers(const Figures &figures)
{
    for (int end = rowCount(); end > 0;) {
        int first = end;
        while (first > 0 && !figures.contains(line(first - 1).key))
            --first;
        if (first < end) {
            beginRemoveRows({}, first, end - 1);
            m_lines.erase(m_lines.begin() + first, m_lines.begin() + end);
            endRemoveRows();
        }
        end = first - 1;
    }
}

void ConversationsModel::updateKept(Figures &figures)
{
    int first = -1;
    int last = -1;
    for (int row = 0; row < rowCount(); ++row) {
        Line &line = m_lines[static_cast<size_t>(row)];
        const auto found = figures.find(line.key);
        if (!isSame(line, *found->second)) {
            fill(line, *found->second);
            first = first < 0 ? row : first;
            last = row;
        }
        figures.erase(found);
    }
    if (first >= 0)
        Q_EMIT dataChanged(index(first, RepliesColumn), index(last, UnansweredColumn));
}

void ConversationsModel::append(const Figures &figures, const MessageTypes &types)
{
    if (figures.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(figures.size()) - 1);
    for (const auto &[key, each] : figures) {
        const MessageTypes::Type &type = types.at(each->type);
        Line line { key, type.project, QString::fromUtf8(jsonUnescaped(type.name)),
            each->answerer };
        fill(line, *each);
        m_lines.push_back(line);
    }
    endInsertRows();
}

int ConversationsModel::rowOf(ConversationStatistics::Key key) const
{
    const auto found = std::find_if(
        m_lines.begin(), m_lines.end(), [key](const Line &line) { return line.key == key; });
    return found == m_lines.end() ? -1 : static_cast<int>(found - m_lines.begin());
}

int ConversationsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

int ConversationsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ConversationsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Line &shown = line(index.row());
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return cellText(shown, column, m_names);
    case Qt::ToolTipRole:
        return column == AnswererColumn && !shown.answerer.id.isEmpty()
            ? clientTip(clientLabel(m_names, shown.project, shown.answerer.id, shown.answerer.type),
                shown.answerer.id)
            : QString();
    case Qt::TextAlignmentRole:
        return isFigure(column) ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case Qt::FontRole:
        return isFigure(column) ? QVariant(fixedFont()) : QVariant();
    case Qt::ForegroundRole:
        return cellColour(shown, column);
    default:
        return {};
    }
}

QVariant ConversationsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant((isFigure(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role == Qt::InitialSortOrderRole) // Users look for large figures.
        return isFigure(section) ? Qt::DescendingOrder : Qt::AscendingOrder;
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case P50Column:
            return tr("Half of the replies took at most so long.");
        case P95Column:
            return tr("95 of 100 replies took at most so long.");
        case P99Column:
            return tr("99 of 100 replies took at most so long.");
        case UnansweredColumn:
            return tr("Requests without a reply for 5 seconds or longer.");
        default:
            return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    const QStringList titles { tr("Project"), tr("Request"), tr("Answered by"), tr("Replies"),
        u"p50"_s, u"p95"_s, u"p99"_s, tr("Errors"), tr("Unanswered") };
    return titles[section];
}

} // namespace broadcaster
