// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/closecode.h"
#include "server/api/project.h"
#include "server/net/outputpool.h"
#include "server/net/trafficcounts.h"
#include "server/net/turnbudget.h"
#include "server/rooms/framemaker.h"
#include "server/rooms/ratelimit.h"

#include <memory>
#include <span>
#include <string_view>

namespace broadcaster {

class Room;

/// One client as its room knows it: who it is, and a way to send to it. What carries the bytes is
/// the business of the class that derives from it. Belongs to the room's thread.
class Member {
public:
    /// `connection` grows from one that connects to the next.
    Member(ClientInfo info, quint64 connection);
    Q_DISABLE_COPY_MOVE(Member)

    [[nodiscard]] quint64 connection() const { return m_connection; }
    /// Who it is. What is counted is in snapshot() only.
    [[nodiscard]] const ClientInfo &info() const { return m_info; }
    [[nodiscard]] ClientInfo snapshot() const;
    [[nodiscard]] ClientType type() const { return m_info.type; }
    [[nodiscard]] const QByteArray &idText() const { return m_info.id.text(); }
    /// What the client's envelopes are stamped with: see fromStamp().
    [[nodiscard]] std::string_view stamp() const
    {
        return { m_stamp.constData(), static_cast<size_t>(m_stamp.size()) };
    }

    /// The code of the first close frame, either way; closecode::NoCloseFrame without one.
    [[nodiscard]] quint16 closeCode() const { return m_closeCode; }
    [[nodiscard]] ClientEvent event(
        ClientEvent::Kind kind, const ProjectId &project, qint64 nowMs) const;

    [[nodiscard]] virtual const TrafficCounts &counters() const = 0;
    [[nodiscard]] virtual qsizetype bytesToWrite() const = 0; ///< That wait for it.
    /// False: what is sent from now on is dropped.
    [[nodiscard]] virtual bool acceptsOutput() const = 0;
    /// Whole frames, one a message, behind what waits for it. They leave at the end of the turn.
    virtual void send(std::string_view frames, std::span<const OutputBlock> blocks) = 0;
    /// The same straight from `frames`, which many share, as far as they are taken at once.
    virtual void sendShared(std::string_view frames, std::span<const OutputBlock> blocks) = 0;
    /// The frame of one message, made where it waits. `record` is the number of its traffic record;
    /// 0: none.
    virtual void sendMade(quint64 record, FrameMaker make) = 0;
    /// Its work is that of this group from now on; null: of none.
    virtual void setGroup(ServiceGroup *group) = 0;
    /// Behind what waits for it. `reason`: at most 123 bytes.
    virtual void close(quint16 code, std::string_view reason) = 0;
    /// The same because of what the client sent: its answer is not waited for (RFC 6455 7.1.7).
    virtual void fail(quint16 code, std::string_view reason) = 0;

    // The room's own:
    Room *room = nullptr; ///< While it is in one.
    std::unique_ptr<RateLimit> rateLimit; ///< Once it has sent something, where there is a limit.
    std::unique_ptr<RateLimit> errorLimit; ///< Once it has sent something invalid.
    size_t roomIndex = 0; ///< Its place in its room's list of its type.
    quint64 joined = 0; ///< The first roster that has it (RosterHistory).
    size_t batchIndex = 0; ///< Its place in its room's SharedBatch, if it is there.
    size_t farewellIndex = 0; ///< Its place in its room's FarewellBatch, if it is there.

protected:
    ~Member() = default;
    /// A close frame is about to be sent. Only the first one counts.
    void noteClose(quint16 code, std::string_view reason);

private:
    ClientInfo m_info;
    QByteArray m_stamp;
    quint64 m_connection;
    QByteArray m_closeReason;
    quint16 m_closeCode = closecode::NoCloseFrame;
};

} // namespace broadcaster
