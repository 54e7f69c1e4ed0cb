// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/archive/messagesearch.h"

#include <QtCore/QObject>

#include <deque>
#include <functional>
#include <optional>

namespace broadcaster {

/// The latest messages of the broker, and the clients that came and went. Lives on a thread of its
/// own, so that neither a room nor a call waits for a search; a search waits for new traffic, and
/// goes on behind it. Everything is bounded by BrokerConfig::keepMessages and tuning.h.
class MessageArchive final : public QObject {
    Q_OBJECT

public:
    template <typename T>
    using Done = std::function<void(const Result<T> &)>;

    MessageArchive();

    /// 0: drops everything.
    void setMost(qsizetype messages);
    void take(const TrafficBatchPointer &batch);

    // Answers come on the archive's thread.
    void find(const FindMessages &wanted, Done<FoundMessages> done);
    [[nodiscard]] Result<KeptMessageText> show(const ShowMessage &wanted) const;
    [[nodiscard]] Result<FoundEvents> events(const FindEvents &wanted) const;
    [[nodiscard]] KeptFigures figures() const;

private:
    struct Search {
        MessageSearch search;
        Done<FoundMessages> done;
    };

    void takeEvents(const TrafficBatch &batch);
    void goOn();
    void drop();

    TrafficStore m_messages; ///< A child: it moves to the thread as well.
    std::deque<KeptEvent> m_events; ///< The oldest first.
    qint64 m_lastEvent = 0;
    quint64 m_missedEvents = 0;
    std::deque<Search> m_searches; ///< The first one is under way.
};

} // namespace broadcaster
