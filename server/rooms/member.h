// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/closecode.h"
#include "server/api/project.h"
#include "server/net/outputpool.h"
#include "server/net/trafficcounts.h"
#include "server/net/turnbudget.h"
#include "server/protocol/permessagedeflate.h"
#include "server/rooms/framemaker.h"
#include "server/rooms/ratelimit.h"

#include <memory>
#include <span>
#include <string_view>

namespace broadcaster {

class Room;

/// One client as its room knows it: its identity, and a way to send to it. The derived class
/// carries the bytes. Belongs to the room's thread.
class Member {
public:
    /// `connection` grows from one client that connects to the next.
    Member(ClientInfo info, quint64 connection, Compression compression = Compression::None);
    Q_DISABLE_COPY_MOVE(Member)

    [[nodiscard]] quint64 connection() const { return m_connection; }
    /// The form in which it may get messages, beside the plain one.
    [[nodiscard]] Compression compression() const { return m_compression; }
    /// The client's identity. Its counters are in snapshot() only.
    [[nodiscard]] const ClientInfo &info() const { return m_info; }
    [[nodiscard]] ClientInfo snapshot() const;
    [[nodiscard]] ClientType type() const { return m_info.type; }
    [[nodiscard]] const QByteArray &idText() const { return m_info.id.text(); }
    /// The stamp of the client's envelopes: see fromStamp().
    [[nodiscard]] std::string_view stamp() const
    {
        return { m_stamp.constData(), static_cast<size_t>(m_stamp.size()) };
    }

    /// The code of the first close frame, either way; closecode::NoCloseFrame without one.
    [[nodiscard]] quint16 closeCode() const { return m_closeCode; }
    [[nodiscard]] ClientEvent event(
        ClientEvent::Kind kind, const ProjectId &project, qint64 nowMs) const;

    [[nodiscard]] virtual const TrafficCounts &counters() const = 0;
    [[nodiscard]] virtual qsizetype bytesToWrite() const = 0; ///< Bytes that wait for the client.
    /// False: messages sent from now on are dropped.
    [[nodiscard]] virtual bool acceptsOutput() const = 0;
    /// Queues whole frames, one a message. They leave at the end of the turn.
    virtual void send(std::string_view frames, std::span<const OutputBlock> blocks) = 0;
    /// The same, but bytes that the system takes at once are not copied from `frames`, which many
    /// members share.
    virtual void sendShared(std::string_view frames, std::span<const OutputBlock> blocks) = 0;
    /// The frame of one message, made where it waits. `record` is the number of its traffic record;
    /// 0: none.
    virtual void sendMade(quint64 record, FrameMaker make) = 0;
    /// The client's work counts for this group from now on; null: for none.
    virtual void setGroup(ServiceGroup *group) = 0;
    /// Queues a close frame. REQUIRES: `reason` has at most 123 bytes.
    virtual void close(quint16 code, std::string_view reason) = 0;

    // The room's own:
    Room *room = nullptr; ///< Null while the member is in none.
    std::unique_ptr<RateLimit> rateLimit; ///< Null until a limit was checked.
    std::unique_ptr<RateLimit> errorLimit; ///< Null until the client has sent something invalid.
    qint64 lastMessageMs = 0; ///< Time of the last message from the client; 0: none yet.
    size_t roomIndex = 0; ///< The member's place in its room's list of its type.
    quint64 joined = 0; ///< The first roster that has the member (RosterHistory); 0: none yet.
    size_t batchIndex = 0; ///< The member's place in its room's FanoutBatch, if it is there.
    size_t farewellIndex = 0; ///< The same in its room's FarewellBatch.

protected:
    ~Member() = default;
    /// Remembers the first close frame; later ones change nothing.
    void noteClose(quint16 code, std::string_view reason);

private:
    ClientInfo m_info;
    QByteArray m_stamp;
    quint64 m_connection;
    QByteArray m_closeReason;
    quint16 m_closeCode = closecode::NoCloseFrame;
    const Compression m_compression;
};

} // namespace broadcaster
