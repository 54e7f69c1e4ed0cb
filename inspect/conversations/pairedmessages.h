// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/boundedtable.h"
#include "inspect/conversations/conversationlimits.h"
#include "inspect/conversations/conversationrows.h"
#include "inspect/conversations/conversationstatistics.h"
#include "inspect/conversations/messagetypes.h"
#include "inspect/traffic/conversationpart.h"

#include <variant>

namespace broadcaster {

/// The requests and replies that a ConversationPairer has found: their states, and the figures that
/// follow from them. Bounded: the oldest rows are dropped.
class PairedMessages final {
public:
    static constexpr int MaxRowsPerCall = 50'000; ///< About 2 ms.

    explicit PairedMessages(const ConversationLimits &limits);

    [[nodiscard]] const ConversationRows &rows() const { return m_rows; }
    [[nodiscard]] const MessageTypes &types() const { return m_types; }
    [[nodiscard]] const ConversationStatistics &statistics() const { return m_statistics; }
    [[nodiscard]] quint64 insights() const { return m_insights; }
    [[nodiscard]] quint64 droppedRows() const { return m_droppedRows; }
    [[nodiscard]] qsizetype bytes() const; ///< Memory taken, roughly.

    [[nodiscard]] quint32 typeOf(const ProjectId &project, quint64 projectHash, QByteArrayView type)
    {
        return m_types.indexOf(project, projectHash, type);
    }
    /// Returns the short number of the row.
    quint32 push(const ConversationRow &row) { return m_rows.push(row); }
    /// REQUIRES: short numbers of two kept rows; neither has a request.
    void pair(quint32 request, quint32 reply, bool isByNext);
    void rememberName(quint64 client, QByteArrayView id);
    void noteDeparture(quint64 client);
    /// Drops the oldest rows that are too many.
    void trim();
    /// Counts old requests without a reply as unanswered. Returns true when another call has to go
    /// on: one call looks at MaxRowsPerCall rows.
    bool advance(qint64 nowMs);
    /// Rows before that sequence are gone. Returns true like advance().
    bool forgetBefore(quint64 sequence);

    [[nodiscard]] ConversationPart part(quint64 sequence) const;
    [[nodiscard]] ConversationFacts facts(quint64 sequence) const;
    [[nodiscard]] std::vector<quint64> conversation(quint64 sequence) const;

private:
    void dropFirst();
    void settle(ConversationRow &row);
    [[nodiscard]] bool isAwaited(const ConversationRow &row) const;
    [[nodiscard]] ConversationPart partOf(const ConversationRow &row) const;
    [[nodiscard]] ConversationPart::State stateOf(const ConversationRow &request) const;
    [[nodiscard]] Answerer answererOf(const ConversationRow &reply) const;
    [[nodiscard]] Answerer expectedAnswerer(const ConversationRow &request) const;
    [[nodiscard]] QByteArrayView nameOf(quint64 client) const;

    ConversationLimits m_limits;
    MessageTypes m_types;
    ConversationRows m_rows;
    ConversationStatistics m_statistics;
    BoundedTable<QByteArray> m_names; ///< Client ids by their hashes.
    BoundedTable<std::monostate> m_departures; ///< Clients that have left.
    quint64 m_unsettled; ///< Number of the first row that settle() has not seen.
    quint64 m_droppedRows = 0;
    quint64 m_insights = 0;
};

} // namespace broadcaster
