// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/clients/clientnames.h"
#include "inspect/conversations/conversationpairer.h"

#include <QtCore/QAbstractTableModel>

#include <optional>
#include <unordered_map>

namespace broadcaster {

/// The figures of requests, a line for each type of request and each side that answers it.
class ConversationsModel final : public QAbstractTableModel {
    Q_OBJECT

public:
    enum Column {
        ProjectColumn,
        TypeColumn,
        AnswererColumn,
        RepliesColumn,
        P50Column,
        P95Column,
        P99Column,
        ErrorsColumn,
        UnansweredColumn,
        ColumnCount,
    };

    struct Line {
        ConversationStatistics::Key key = 0;
        ProjectId project; ///< Null, like the type: the broker has seen too many types.
        QString type;
        Answerer answerer {};
        quint64 replies = 0;
        qint64 p50 = 0;
        qint64 p95 = 0;
        qint64 p99 = 0;
        quint64 errors = 0;
        quint64 unanswered = 0;
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// The names of the clients; they outlive the model. Null: short ids are shown.
    void setNames(ClientNames *names);
    [[nodiscard]] ClientNames *names() const { return m_names; }
    /// Lines of one project; null: of all. Lines keep their rows, new ones come behind.
    void update(const ConversationPairer *pairer, const ProjectId &scope);
    [[nodiscard]] const Line &line(int row) const { return m_lines[static_cast<size_t>(row)]; }
    /// -1: there is no such line.
    [[nodiscard]] int rowOf(ConversationStatistics::Key key) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(
        int section, Qt::Orientation orientation, int role) const override;

private:
    using Figures = std::unordered_map<ConversationStatistics::Key, const ReplyFigures *>;

    void removeOthers(const Figures &figures);
    /// Leaves in `figures` those of no line.
    void updateKept(Figures &figures);
    void append(const Figures &figures, const MessageTypes &types);

    ClientNames *m_names = nullptr;
    std::vector<Line> m_lines;
};

/// "data-agent-slow", "broker", "any data-agent"
[[nodiscard]] QString answererText(const ConversationsModel::Line &line, ClientNames *names);

} // namespace broadcaster
