// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/presence.h"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace broadcaster {

/// Some brokers and their engine, with everything that can happen to them, for an exploration of
/// all orders. A value: it is copied at every fork.
///
/// Time goes in steps. Within a step, the engine carries out the commands of one broker in their
/// order, and those of several in any order. A broker that runs reads its input at once; for one
/// that is stopped it waits.
class PresenceWorld final {
public:
    using Time = Presence::Time;

    struct Event {
        enum class Kind {
            Step, ///< Time passes, and every broker that runs has its tick.
            Carry, ///< The engine carries out the next commands of a broker.
            Connect,
            Resume, ///< A stopped broker goes on, and reads its input first.
            ResumeByTick, ///< The same, with its tick first.
            EngineBack,
            // Faults
            Stop,
            Kill,
            Cut, ///< A connection ends; its commands are not carried out.
            CutBehind, ///< A connection ends; its commands are carried out, the answers are lost.
            Deafen, ///< Nothing comes to its inbox until it connects again.
            Mute, ///< Nothing that it publishes arrives until it connects again.
            EngineAway,
            EngineEmpty, ///< The engine goes away, and loses its data.
        };
        Kind kind = Kind::Step;
        size_t broker = 0;
    };

    /// They know each other already.
    PresenceWorld(size_t brokers, int faults, std::chrono::milliseconds step);

    [[nodiscard]] std::vector<Event> possible() const;
    /// REQUIRES: possible()
    void happen(const Event &event);
    /// One step in which everything comes back and nothing fails.
    void recover();
    /// Brokers that live know each other, and nobody else.
    [[nodiscard]] bool isAgreed() const;
    /// Nothing is under way within the step.
    [[nodiscard]] bool isQuiet() const;

    /// The promise that was broken; empty: none.
    [[nodiscard]] const std::string &broken() const { return m_broken; }
    /// Equal for worlds with the same future.
    [[nodiscard]] std::string fingerprint() const;

    // How much was seen, for a test that wants to have seen something.
    [[nodiscard]] int deaths() const { return m_deaths; }
    [[nodiscard]] int rebirths() const { return m_rebirths; }

private:
    struct Command {
        PresenceAction action;
        BrokerId from;
    };
    struct Input {
        enum class Kind { Beat, Probe, Fenced, Renewed, Lease, FenceDone, Down };
        Kind kind = Kind::Beat;
        BrokerId broker {}; ///< The sender, or the broker that was asked for.
        BrokerId to {}; ///< For the broker under this id; null: for all.
        quint64 number = 0;
        std::optional<bool> isTrue {};
        bool isFenced = false;
    };
    struct Node {
        explicit Node(const Presence &state)
            : presence(state)
        {
        }
        [[nodiscard]] bool runs() const { return isAlive && !isStopped; }
        [[nodiscard]] BrokerId id() const { return presence.state().self; }

        Presence presence;
        bool isAlive = true;
        bool isStopped = false;
        bool isConnected = false;
        bool isDeaf = false;
        bool isMute = false;
        int unconnectedSteps = 0;
        std::vector<Command> commands;
        std::vector<Input> inputs;
        // Beside the program, to judge it:
        Time impaired; ///< The last time at which it was not well.
        std::map<BrokerId, Time> arrived; ///< The last batch of each broker that it has read.
        std::set<BrokerId> declaredDead;
    };

    void step();
    void carry(Node &node);
    void carryOut(Node &node, const Command &command);
    void carryAll(Node &node);
    void publish(const Node &sender, const Input &input);
    void give(Node &node, const Input &input);
    void read(Node &node, const Input &input);
    void act(Node &node);
    void obey(Node &node, const PresenceAction &action);
    void beginAnew(Node &node);
    void judgeFence(const Node &node, BrokerId broker);
    void judgeDeath(Node &node, BrokerId broker);
    void cut(Node &node);
    void engineAway(bool isEmpty);
    void fail(Node &node, const PresenceAction &action);
    void connect(Node &node);
    void resume(Node &node, bool isTickFirst);
    void promise(bool holds, const char *what);
    [[nodiscard]] const Node *owner(BrokerId id) const;
    [[nodiscard]] bool mayStep() const;
    void appendFaults(std::vector<Event> &events) const;
    [[nodiscard]] std::set<BrokerId> relevantIds() const;
    void appendNode(std::string &out, const Node &node, const std::set<BrokerId> &relevant) const;
    void appendQueues(std::string &out, const Node &node) const;
    void appendPresence(
        std::string &out, const Presence::State &state, const std::set<BrokerId> &relevant) const;
    void appendTime(std::string &out, Time time) const;
    void appendId(std::string &out, BrokerId id) const;

    std::chrono::milliseconds m_step;
    Time m_now;
    int m_faults;
    bool m_wasFaultless = true;
    bool m_isUp = true;
    std::vector<Node> m_nodes;
    std::map<BrokerId, Time> m_leases; ///< With the time of their end.
    std::set<BrokerId> m_fences;
    std::set<BrokerId> m_everFenced; ///< Also those that the engine has lost.
    std::string m_broken;
    int m_deaths = 0;
    int m_rebirths = 0;
};

} // namespace broadcaster
