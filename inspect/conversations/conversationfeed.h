// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/conversations/conversationpairer.h"
#include "inspect/traffic/trafficstore.h"

namespace broadcaster {

/// Gives the rows of a store to a pairer, in slices that do not hold up the window: first the rows
/// that are kept already, then those that come. Costs nothing while there is no such object. Main
/// thread.
class ConversationFeed final {
public:
    /// The store outlives this object.
    explicit ConversationFeed(
        const TrafficStore &store, ConversationRule rule = {}, ConversationLimits limits = {});

    /// Works on for about WorkSliceMs. To be called when rows came, went, or were cleared, and
    /// again while it returns true: more rows are left.
    bool work();
    /// Counts requests that have waited too long; to be called about once a second, and again while
    /// it returns true.
    bool advance(qint64 nowMs) { return m_pairer.advance(nowMs); }
    /// Notices the clients that have left.
    void take(const std::vector<ClientEvent> &events);
    /// Pairs the kept rows anew, in the calls of work() that follow. Statistics begin anew, too.
    void setRule(const ConversationRule &rule);

    [[nodiscard]] const ConversationPairer &pairer() const { return m_pairer; }
    /// Rows before that one have been given to the pairer.
    [[nodiscard]] quint64 next() const { return m_next; }
    /// Earlier rows whose part has changed since the last call: sorted, and each of them once.
    [[nodiscard]] std::vector<quint64> takeChanged();

private:
    const TrafficStore &m_store;
    ConversationLimits m_limits;
    ConversationPairer m_pairer;
    quint64 m_next;
    std::vector<quint64> m_changed;
};

} // namespace broadcaster
