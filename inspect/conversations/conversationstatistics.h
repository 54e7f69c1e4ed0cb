// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/replytimes.h"
#include "server/api/ids.h"

#include <QtCore/QByteArray>

#include <optional>
#include <unordered_map>
#include <vector>

namespace broadcaster {

/// The side that answers a request, or should have.
struct Answerer {
    enum class Kind {
        Client,
        Broker,
        Anybody, ///< Any client of `type`, or of all types: nobody has answered yet.
        Nobody, ///< The request was sent to nobody. Such requests have one line for each type.
    };
    Kind kind = Kind::Anybody;
    QByteArray id {}; ///< Only of Client; empty if it is no longer known.
    std::optional<ClientType> type {};

    friend bool operator==(const Answerer &, const Answerer &) = default;
};

/// Figures for requests of one type that one side answers.
struct ReplyFigures {
    quint32 type = 0; ///< Index into MessageTypes.
    Answerer answerer;
    quint64 errors = 0; ///< Replies that report an error. They count as replies, too.
    quint64 unanswered = 0; ///< Requests without a reply for longer than the patience.
    ReplyTimes times; ///< Times of the first reply to each request.
};

/// Replies to requests of one period.
struct ReplyPeriod {
    qint64 startMs = 0; ///< Since the Unix epoch.
    quint64 errors = 0;
    ReplyTimes times;
};

/// Counts of replies by type and answering side, and their course over time: in at most MaxPeriods
/// periods, which get longer when the traffic goes on. Memory is bounded: the figures that have not
/// changed for the longest time are dropped.
class ConversationStatistics final {
public:
    static constexpr qint64 MaxPeriods = 120;

    /// A number for each pair of type and side, to be kept in tables and for periods().
    using Key = quint64;

    explicit ConversationStatistics(qsizetype maxBytes)
        : m_maxBytes(maxBytes)
    {
    }

    [[nodiscard]] static Key keyOf(quint32 type, const Answerer &answerer);
    void addReply(
        quint32 type, const Answerer &answerer, qint64 requestMs, qint64 replyMs, bool isError);
    void addUnanswered(quint32 type, const Answerer &answerer);
    /// A request that was counted by addUnanswered() has been answered after all.
    void removeUnanswered(quint32 type, const Answerer &answerer);

    /// In no order. Valid until the next call that is not const.
    [[nodiscard]] std::vector<const ReplyFigures *> figures() const;
    /// In the order of time, without the periods that have no replies.
    [[nodiscard]] std::vector<ReplyPeriod> periods(Key key) const;
    /// Length of a period.
    [[nodiscard]] qint64 periodMs() const { return m_periodMs; }
    /// Figures that were dropped.
    [[nodiscard]] quint64 dropped() const { return m_dropped; }
    [[nodiscard]] qsizetype bytes() const { return m_bytes; }

private:
    struct Entry {
        ReplyFigures figures;
        std::vector<ReplyPeriod> periods;
        quint64 lastUse = 0;

        [[nodiscard]] qsizetype bytes() const;
    };

    [[nodiscard]] Entry &use(quint32 type, const Answerer &answerer);
    void addToPeriod(Entry &entry, qint64 requestMs, qint64 replyMs, bool isError);
    void cover(qint64 timeMs);
    void doublePeriods();
    void dropUnused();

    qsizetype m_maxBytes;
    qsizetype m_bytes = 0;
    std::unordered_map<Key, Entry> m_entries;
    quint64 m_uses = 0;
    quint64 m_dropped = 0;
    qint64 m_periodMs = 1000;
    std::optional<qint64> m_firstMs; ///< Start of the first period.
    qint64 m_lastMs = 0; ///< Start of the last period.
};

} // namespace broadcaster
