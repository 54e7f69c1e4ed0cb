// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/conversationfeed.h"

#include <QtCore/QSet>
#include <QtCore/QTimer>

#include <optional>

namespace broadcaster {

/// Pairs the messages that the window shows while something uses the pairs, as a column or a page
/// does. Without a user it keeps nothing and does nothing. Main thread.
class ConversationWatch final : public QObject {
    Q_OBJECT

public:
    /// The messages of a file are all there: a request without a reply stays unanswered.
    enum class Source { Live, File };

    explicit ConversationWatch(QObject *parent = nullptr);

    /// Null: no messages. The store outlives this object, or is exchanged before it is destroyed.
    void setStore(const TrafficStore *store, Source source);
    [[nodiscard]] const TrafficStore *store() const { return m_store; }
    [[nodiscard]] bool isLive() const { return m_source == Source::Live; }
    /// Another rule pairs the kept messages anew.
    void setRule(const ConversationRule &rule);
    [[nodiscard]] const ConversationRule &rule() const { return m_rule; }
    /// The pairs are there from the first user to the last.
    void setUsed(const QObject *user, bool isUsed);
    [[nodiscard]] bool isUsed() const { return m_feed.has_value(); }

    /// Departures of clients, from the live traffic.
    void take(const std::vector<ClientEvent> &events);
    /// Called once a second while it is used.
    void advance(qint64 nowMs);
    /// Time of the last advance().
    [[nodiscard]] qint64 nowMs() const { return m_nowMs; }

    /// Null without a user.
    [[nodiscard]] const ConversationPairer *pairer() const;
    [[nodiscard]] ConversationPart part(quint64 sequence) const;
    [[nodiscard]] ConversationFacts facts(quint64 sequence) const;
    /// The kept messages before that one are paired; 0 without a user.
    [[nodiscard]] quint64 pairedEnd() const { return m_feed ? m_feed->next() : 0; }
    /// Messages that are kept and not yet paired.
    [[nodiscard]] quint64 pending() const;

Q_SIGNALS:
    /// The parts of some messages in [first, end) have changed.
    void changed(quint64 first, quint64 end);
    /// The parts of these messages, which were paired before, may have changed. Sorted, not empty.
    void revised(const std::vector<quint64> &sequences);
    /// nowMs() is another, and with it the age of every request.
    void advanced();
    /// All pairs are gone, and begin anew if it is used.
    void restarted();

private:
    void restart();
    void work();
    void tellRevised(std::vector<quint64> changed);
    /// Requests before that time, and older than the patience, have had their time for a reply.
    [[nodiscard]] qint64 settledMs() const;

    const TrafficStore *m_store = nullptr;
    Source m_source = Source::Live;
    ConversationRule m_rule;
    QSet<const QObject *> m_users;
    std::optional<ConversationFeed> m_feed;
    quint64 m_insights = 0; ///< Those that the users know of.
    qint64 m_nowMs = 0;
    QTimer m_work;
    QTimer m_second;
};

} // namespace broadcaster
