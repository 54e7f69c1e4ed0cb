// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/cluster.h"
#include "server/cluster/batch.h"

#include <array>
#include <deque>

namespace broadcaster {

/// Account of all messages for one broker or several: each that was offered is delivered, lost for
/// one reason, or under way.
struct AccountFigures {
    quint64 offered = 0;
    quint64 delivered = 0; ///< Handed to a room of the other broker.
    quint64 underWay = 0; ///< In a queue, in the engine, or taken and not reported yet.
    std::array<quint64, ClusterLossCount> lost {}; ///< By ClusterLoss.

    [[nodiscard]] quint64 lostFor(ClusterLoss loss) const
    {
        return lost[static_cast<size_t>(loss)];
    }
    /// 0, or a fault of the program.
    [[nodiscard]] qint64 unaccounted() const;
    AccountFigures &operator+=(const AccountFigures &other);
};

/// Body of an Account: what a receiver has got from one sender since both exist. Every number only
/// grows, so that a later account makes up for a lost one.
struct BatchAccount {
    quint64 lastSequence = 0; ///< The last batch taken.
    quint64 position = 0; ///< Messages in all batches up to it, taken or not.
    quint64 missed = 0; ///< In batches up to it that were not taken.
    quint64 received = 0; ///< Handed to a room.
    quint64 inboxFull = 0;
    quint64 unknownProject = 0;

    /// Messages whose fate is known.
    [[nodiscard]] quint64 settled() const { return missed + received + inboxFull + unknownProject; }
    friend bool operator==(const BatchAccount &, const BatchAccount &) = default;
};
void appendAccount(QByteArray &out, const BatchAccount &account);
[[nodiscard]] std::optional<BatchAccount> readAccount(std::string_view body);

/// The sender's side of a pair of brokers. It lives as long as the other broker is known: a second
/// one would begin with sequence 1, and the receiver discards that.
///
/// The receiver discovers a lost batch by the next one. So while !isSettled(), the sender publishes
/// a batch without records every limits::ClusterBeatInterval; the receiver answers it with an
/// Account.
class PairSent final {
public:
    /// Messages that are to be sent: they wait in a queue.
    void offer(quint64 messages);
    /// Drops messages of the queue.
    void lose(ClusterLoss reason, quint64 messages);
    /// Messages leave the queue with a batch. Returns the numbers for its head.
    [[nodiscard]] BatchNumbers publish(const BatchCounts &counts);
    /// The engine's answer for a batch, in the order of publishing: the number of its subscribers;
    /// nothing: unknown. An answer later than the receiver's account of it changes nothing.
    void answered(quint64 sequence, std::optional<qint64> receivers);
    /// Takes the receiver's account. False: it contradicts what was sent, and changes nothing.
    [[nodiscard]] bool settle(const BatchAccount &account);
    /// The other broker is gone for good: everything under way is lost.
    void end();

    /// The receiver has every batch that holds more than accounts, and the fate of each message is
    /// known.
    [[nodiscard]] bool isSettled() const;
    /// Exact at any moment.
    [[nodiscard]] AccountFigures figures() const;

private:
    /// Batches one after the other that are not answered (one), or that nobody got (a run).
    struct Run {
        quint64 first = 0;
        quint64 last = 0;
        quint64 messages = 0;
        bool isNobodys = false;
    };

    [[nodiscard]] quint64 underWay() const;

    quint64 m_offered = 0;
    quint64 m_queued = 0;
    quint64 m_published = 0;
    quint64 m_sequence = 0;
    quint64 m_sequenceToConfirm = 0; ///< The last one that holds more than accounts.
    quint64 m_nobodysAhead = 0; ///< In batches behind the last account.
    quint64 m_nobodysPassed = 0; ///< In batches up to it: among those that the receiver missed.
    std::array<quint64, ClusterLossCount> m_lostHere {};
    std::deque<Run> m_runs;
    BatchAccount m_account;
    bool m_hasEnded = false;
};

/// Decides by its numbers whether a batch is taken.
struct BatchArrival {
    enum class Kind {
        Take,
        Discard, ///< Repeated or late: it counts as missed already. Or its numbers are impossible.
        GapBefore, ///< Taken, and batches before it are lost: ask for every roster (Resync).
    };
    Kind kind = Kind::Take;
    quint64 missedMessages = 0; ///< GapBefore.

    friend bool operator==(const BatchArrival &, const BatchArrival &) = default;
};

/// The receiver's side of a pair of brokers.
class PairReceived final {
public:
    [[nodiscard]] BatchArrival take(const BatchNumbers &numbers, const BatchCounts &counts);
    // The fate of messages in batches that were taken, at once or later:
    void received(quint64 messages);
    void inboxFull(quint64 messages);
    void unknownProject(quint64 messages);

    /// The sender waits for an account: something has changed, or it asks by an empty batch.
    [[nodiscard]] bool isReportDue() const { return m_isReportDue; }
    [[nodiscard]] const BatchAccount &account() const { return m_account; }
    /// The account for the next batch to the sender, where it is due no more.
    [[nodiscard]] BatchAccount report();

private:
    BatchAccount m_account;
    bool m_isReportDue = false;
};

} // namespace broadcaster
