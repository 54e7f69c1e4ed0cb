// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/framewriter.h"
#include "server/rooms/member.h"
#include "server/rooms/room.h"

#include <QtCore/QByteArray>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtCore/QList>
#include <QtCore/QVariant>

#include <array>
#include <memory>
#include <vector>

namespace broadcaster {

/// The value of `object`.`name` in a message, or of `name`: a text, or a number as text.
inline QByteArray value(const QByteArray &message, const char *name, const char *object = nullptr)
{
    QJsonObject json = QJsonDocument::fromJson(message).object();
    if (object)
        json = json.value(QLatin1String(object)).toObject();
    return json.value(QLatin1String(name)).toVariant().toString().toUtf8();
}

/// A clock that only a test moves.
class FakeClock final : public Clock {
public:
    [[nodiscard]] qint64 utcMs() const override { return wallMs; }
    [[nodiscard]] Time now() const override
    {
        time += step;
        return time;
    }

    qint64 wallMs = 1'700'000'000'000;
    mutable Time time { std::chrono::hours(1) };
    Time::duration step {}; ///< Time that passes with every look.
};

/// A member without a connection: remembers the texts it gets.
class FakeMember final : public Member {
public:
    FakeMember(ClientType type, quint64 connection, bool isConsole = false,
        Compression compression = Compression::None)
        : Member(infoOf(type, isConsole), connection, compression)
    {
    }

    [[nodiscard]] const TrafficCounts &counters() const override { return counts; }
    [[nodiscard]] qsizetype bytesToWrite() const override { return waiting; }
    [[nodiscard]] bool acceptsOutput() const override { return accepts; }
    void send(std::string_view frames, std::span<const OutputBlock> blocks) override
    {
        take(frames, blocks);
    }
    void sendShared(std::string_view frames, std::span<const OutputBlock> blocks) override
    {
        take(frames, blocks);
    }
    void sendMade(quint64 record, FrameMaker make) override
    {
        QByteArray frame;
        make(frame);
        const OutputBlock block { record, static_cast<quint32>(frame.size()) };
        take({ frame.constData(), static_cast<size_t>(frame.size()) }, std::span(&block, 1));
    }
    void setGroup(ServiceGroup *itsGroup) override { group = itsGroup; }
    void close(quint16 code, std::string_view reason) override
    {
        noteClose(code, reason);
        isClosed = true;
    }

    /// The texts that have come since the last call.
    [[nodiscard]] QList<QByteArray> takeTexts() { return std::exchange(texts, {}); }

    QList<QByteArray> texts;
    QList<quint64> records; ///< Records of all texts.
    TrafficCounts counts;
    qsizetype waiting = 0;
    ServiceGroup *group = nullptr;
    bool isClosed = false;
    bool accepts = true;

private:
    static ClientInfo infoOf(ClientType type, bool isConsole)
    {
        ClientInfo info;
        info.id = ClientId::create();
        info.type = type;
        info.isConsole = isConsole;
        return info;
    }
    /// Server frames are not masked: a header of 2, 4 or 10 bytes, then the text.
    void take(std::string_view frames, std::span<const OutputBlock> blocks)
    {
        for (const OutputBlock &block : blocks) {
            const std::string_view frame = frames.substr(0, block.size);
            const int length = static_cast<unsigned char>(frame[1]);
            const size_t header = length < 126 ? 2 : length == 126 ? 4 : 10;
            texts += QByteArray(
                frame.data() + header, static_cast<qsizetype>(frame.size() - header));
            records += block.message;
            frames.remove_prefix(block.size);
        }
    }
};

/// A room with its environment, without a thread.
struct RoomFixture final : private RoomSchedule {
    FakeClock clock;
    EnvelopeScanner scanner;
    MessageCompression compression { clock };
    BufferPool buffers;
    TurnBudget budget;
    RoomMetrics counts;
    TimerQueue deadlines;
    Turn turn { clock.wallMs, clock, scanner, compression, buffers, budget, counts, 0 };
    TrafficSampler sampler { 1000, 0, [] {} };
    std::vector<std::unique_ptr<FakeMember>> members;
    bool wantsSend = false;
    bool wantsFarewells = false;
    Room room { *ProjectId::fromUtf8("project"), static_cast<RoomSchedule &>(*this), sampler,
        buffers, deadlines };

    /// A member that has been greeted, and has forgotten it.
    FakeMember &join(ClientType type, bool isConsole = false, Compression form = Compression::None)
    {
        members.push_back(std::make_unique<FakeMember>(type, members.size() + 1, isConsole, form));
        FakeMember &member = *members.back();
        room.join(member, turn);
        member.texts.clear();
        member.records.clear();
        return member;
    }
    void leave(FakeMember &member) { room.leave(member, Room::Farewell::Tell, turn); }
    void receive(FakeMember &sender, const QByteArray &message, Opcode opcode = Opcode::Text)
    {
        QByteArray padded = message + QByteArray(ScanPadding, '\0');
        room.receive(sender, { padded.data(), static_cast<size_t>(message.size()) }, opcode, turn);
    }
    /// Ends the turn like the thread. False: not everything is sent.
    bool endTurn()
    {
        if (wantsSend)
            wantsSend = !room.sendBatch(clock, Clock::Time::max());
        if (wantsFarewells)
            wantsFarewells = !room.tellDepartures(turn, Clock::Time::max());
        return !wantsSend && !wantsFarewells;
    }

private:
    void onDeparture(Room &) override { wantsFarewells = true; }
    void onBatchOpened(Room &) override { wantsSend = true; }
};

} // namespace broadcaster
