// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/wire/framing.h"

#include <memory>
#include <unordered_map>
#include <vector>

namespace broadcaster::bench {

/// The least that a broker could do on this machine: one thread, one epoll, no JSON. Every text or
/// binary frame goes, framed anew, to all other members of the sender's project, and the frames of
/// one read go to a member in one write. It neither stamps `from` nor routes; a fragmented or
/// unmasked frame ends the connection.
class Relay final {
public:
    Relay() = default;
    Q_DISABLE_COPY_MOVE(Relay)
    ~Relay();

    /// Listens on 127.0.0.1; 0 is any free port. False, with errno, when that fails.
    [[nodiscard]] bool listen(quint16 port);
    [[nodiscard]] quint16 port() const { return m_port; }
    /// Serves until epoll fails.
    void run();

private:
    struct Room;
    struct Member {
        int descriptor = -1;
        Room *room = nullptr; ///< Null until upgraded.
        std::size_t slot = 0; ///< Index in the room.
        bool waitsToWrite = false;
        bool broken = false;
        std::string id;
        std::string input; ///< An incomplete frame or request head.
        std::string output;
        std::size_t written = 0;
    };
    struct Room {
        std::string project;
        std::vector<Member *> members;
    };

    void acceptAll();
    void handle(Member &member, quint32 events);
    void read(Member &member);
    [[nodiscard]] bool answerRequest(Member &member);
    void join(Member &member, const std::string &project);
    std::size_t relayFrames(Member &member, std::string_view bytes);
    void send(Member &member, std::string_view bytes);
    void flush(Member &member);
    void drop(Member &member);
    void watch(Member &member, bool writable) const;

    int m_epoll = -1;
    int m_listener = -1;
    quint16 m_port = 0;
    std::unordered_map<std::string, std::unique_ptr<Room>> m_rooms;
    std::unordered_map<Member *, std::unique_ptr<Member>> m_members;
    std::vector<Member *> m_dropped; ///< Deleted when no event of this turn can name them.
    std::vector<char> m_buffer;
};

} // namespace broadcaster::bench
