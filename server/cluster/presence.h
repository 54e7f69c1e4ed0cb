// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/cluster/engine.h"

#include <map>
#include <vector>

namespace broadcaster {

/// An order of Presence.
struct PresenceAction {
    enum class Kind {
        SendBeat, ///< To all brokers.
        SendProbe, ///< `number`, to this broker itself by the regular way.
        RenewLease, ///< Call renewed() with the answer and `number`.
        AskLease, ///< Whether `broker` has its lease: call leaseAnswered() with it and `number`.
        Fence, ///< `broker`: call fenced() with the answer.
        Found, ///< `broker` is new.
        DeclareDead, ///< `broker` is dead: its clients have left. Once for each broker.
        DeclareGone, ///< `broker` has stopped: its clients have left. Once, and not after death.
        TellFenced, ///< `broker` is dead, lives, and does not know it: send it a Fenced record.
        Reconnect, ///< The engine is connected, but nothing comes back.
        Reregister, ///< The engine may have lost this broker: enter it in every project again.
        BeginAnew, ///< This broker is dead for others: say Goodbye, forget them, take a new id,
                   ///< begin().
    };
    Kind kind = Kind::SendBeat;
    BrokerId broker {};
    quint64 number = 0;

    friend bool operator==(const PresenceAction &, const PresenceAction &) = default;
};

/// Which brokers live, seen by one of them. Pure: events and their time in, actions out.
///
/// A broker proves its life twice: by a beat every 2 s and by a lease of 10 s in the engine. It is
/// fenced, which is permanent, when all of these hold: its lease is gone; nothing was heard of it
/// for 10 s; and this broker listened meanwhile, which it proves by probes to itself that have come
/// back for 5 s. A connected engine proves nothing, and so does silence while this broker was
/// stopped or the engine was away: both begin anew then.
///
/// It is declared dead only after the fence is written. A renewal writes the lease first and reads
/// the fence behind it, in one ordered round. So a broker that lives and was declared dead finds
/// its fence at its next renewal at the latest; and a broker that is not fenced was not declared
/// dead. It then begins anew under another id, because its clients have left for the others. If the
/// engine has lost the fence meanwhile, survivors remember the death and tell the broker when they
/// hear of it.
class Presence final {
public:
    using Time = Clock::Time;

    struct Broker {
        enum class Doubt { None, Asking, Fencing };

        Time lastHeard;
        Doubt doubt = Doubt::None;
        quint64 question = 0; ///< Number of the latest AskLease.
        Time nextQuestion; ///< Not before.
    };
    /// A broker that is dead or has stopped.
    struct Former {
        BrokerId id;
        bool isDead = false;
        Time nextNotice; ///< No TellFenced before.
    };
    /// All that decides about the future.
    struct State {
        BrokerId self;
        bool isUp = false; ///< The engine.
        bool hasEnded = false; ///< After BeginAnew.
        bool isRegistered = false; ///< Reregister was ordered since the engine is up.
        Time lastTick, nextBeat, nextProbe, nextRenewal;
        Time listeningSince; ///< Silence before proves nothing.
        std::optional<Time> goodSince; ///< Probes have come back since; nothing: they do not.
        quint64 probe = 0; ///< Number of the probe under way; 0: none.
        Time probeSent;
        int missedProbes = 0; ///< In a row.
        std::chrono::nanoseconds roundTrip {}; ///< Time of the last probe that has come back.
        std::map<BrokerId, Broker> brokers; ///< Known and not dead.
        std::vector<Former> formers; ///< The oldest first.
    };

    Presence(BrokerId self, Time now) { begin(self, now); }

    /// Begins as another broker, while the engine is not up as that one. Dead brokers stay dead.
    void begin(BrokerId self, Time now);

    // Events
    /// Expected every limits::ClusterTick.
    void tick(Time now);
    void engineUp(Time now);
    void engineDown(Time now);
    /// Any batch of a broker. False: it is not to be read.
    [[nodiscard]] bool heard(BrokerId broker, Time now);
    /// The broker stands in the engine's register; it may have died long ago. False: it has, and
    /// its entry is to be removed.
    [[nodiscard]] bool registered(BrokerId broker, Time now);
    void probeReturned(quint64 number, Time now);
    void renewed(quint64 number, std::optional<ClusterEngine::Renewal> renewal, Time now);
    /// Nothing: the engine has not answered.
    void leaseAnswered(BrokerId broker, quint64 number, std::optional<bool> isHeld, Time now);
    void fenced(BrokerId broker, bool isDone, Time now);
    /// A Fenced record has come.
    void toldFenced(Time now);
    /// A Goodbye has come.
    void goodbye(BrokerId broker, Time now);

    /// In their order; none is left.
    [[nodiscard]] std::vector<PresenceAction> takeActions();

    [[nodiscard]] bool isProbeGood() const { return m_state.goodSince.has_value(); }
    [[nodiscard]] const State &state() const { return m_state; }

private:
    using Kind = PresenceAction::Kind;

    void act(Kind kind, BrokerId broker = {}, quint64 number = 0);
    [[nodiscard]] bool arrive(Time now);
    void listenAnew(Time now);
    void sendProbe(Time now);
    [[nodiscard]] bool looksDead(const Broker &broker, Time now) const;
    [[nodiscard]] bool learn(BrokerId broker, Time now);
    [[nodiscard]] Former *former(BrokerId broker);
    void retire(BrokerId broker, bool isDead);
    void beginAnew();

    State m_state;
    quint64 m_lastNumber = 0; ///< Counts probes, renewals and questions, through all lives.
    quint64 m_lifeBegan = 0; ///< Numbers up to it belong to an earlier life.
    std::vector<PresenceAction> m_actions;
};

} // namespace broadcaster
