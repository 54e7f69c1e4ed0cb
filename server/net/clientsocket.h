// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/clientoutput.h"
#include "server/net/socketenvironment.h"
#include "server/net/stream.h"
#include "server/net/trafficcounts.h"
#include "server/protocol/framereader.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <span>

namespace broadcaster {

struct Upgrade;

/// One client's connection from its handshake on: receives and sends frames (RFC 6455 5), answers
/// pings, and carries out the closing handshake. Belongs to one thread.
class ClientSocket final : private PolledSocket {
public:
    using Handler = ClientSocketHandler;

    ClientSocket(Upgrade &&upgrade, const SocketEnvironment &environment, Handler &handler);
    ~ClientSocket();

    /// Opens the WebSocket: the response is sent before anything else.
    void open(std::string_view response);
    /// Begins to receive, first the frames that came with the handshake. REQUIRES: open()
    void startFrames();
    [[nodiscard]] bool isHandshakeDone() const { return m_stage > Stage::Handshake; }
    /// A close frame is sent, or waits to be sent, or the connection is over.
    [[nodiscard]] bool isClosing() const { return m_stage >= Stage::Draining; }
    [[nodiscard]] bool isOpen() const { return m_stage != Stage::Closed; }

    /// Counts since the connection was made.
    [[nodiscard]] const TrafficCounts &counters() const { return m_counters; }
    /// Unsent bytes, those in TLS included.
    [[nodiscard]] qsizetype bytesToWrite() const
    {
        return m_output.size() + m_stream.unsentBytes();
    }
    /// False: later output is dropped. The connection ends at the end of the turn.
    [[nodiscard]] bool acceptsOutput() const
    {
        return m_stage == Stage::Open && !m_tooSlow && !m_isBroken;
    }

    /// Appends whole frames, one per message, to the output. They leave at the end of the turn.
    void send(std::string_view frames, std::span<const OutputBlock> blocks);
    /// The same for the frame of one message that `make(QByteArray &)` appends to the queue.
    /// `record` is the number of its traffic record; 0: no record.
    template <typename Make>
    void sendMade(quint64 record, Make &&make)
    {
        if (!acceptsOutput()) {
            m_output.noteDropped({ record, 0 });
            return;
        }
        const qsizetype size = m_output.queue().append(
            OutputBlock::Kind::Message, record, std::forward<Make>(make));
        countOut(1, size);
        budget().addFanoutDebt(size, 1);
        outputAppended(size);
    }
    /// Compresses the last bytes of `out`, one frame, if that was agreed on and is worth it.
    void compressLast(QByteArray &out, qsizetype from);
    /// Sends straight from `frames`, which many sockets share, as far as the kernel takes them.
    void sendShared(std::string_view frames, std::span<const OutputBlock> blocks);
    /// A ping or pong (RFC 6455 5.5.2, 5.5.3).
    void sendControl(Opcode opcode, std::string_view payload);
    /// Serves the socket with the others of this group from now on; null: in no group.
    void setGroup(ServiceGroup *group) { service.group = group; }
    [[nodiscard]] TurnBudget &budget() { return m_environment.poller.budget(); }

    /// Sends a close frame behind the waiting output, then no more; ends its side of TCP when the
    /// peer's close frame has come, too. `reason`: at most 123 bytes.
    void close(quint16 code, std::string_view reason);
    /// Ends the connection now and drops its output.
    void drop();

private:
    enum class Stage { Handshake, Open, Draining, FinSent, Closed };

    void onReadable() override;
    void onWritable() override { flushOutput(); }
    void onFlush() override;
    void receive();
    void takeUnread();
    void keepUnread(std::span<const char> input);
    void takeFrames(std::span<char> input);
    void takeControlFrame(Opcode opcode, std::span<char> frame);
    void endInput();
    void noteUnfinished();
    void giveUpUnfinished(TooSlow why);
    void followUp();
    void countOut(int messages, qsizetype bytes)
    {
        m_counters.messagesOut += messages;
        m_counters.bytesOut += bytes;
    }
    void outputAppended(qsizetype bytes);
    void flushOutput();
    void requestFlush()
    {
        if (!m_wantsWrite || m_tooSlow)
            m_environment.poller.requestFlush(this);
    }
    void noteTaken(qsizetype bytes)
    {
        m_output.noteTaken(bytes, std::min(m_stream.unsentInput(), bytes));
    }
    void breakOff();
    /// Output waits, apart from the bytes in the kernel.
    [[nodiscard]] bool hasOutput() const { return !m_output.isEmpty() || m_stream.hasUnsent(); }
    void setWantsWrite(bool wantsWrite);
    void markTooSlow(TooSlow why);
    void updateInterest()
    {
        if (m_registered)
            m_environment.poller.setInterest(m_stream.descriptor(), this, true, m_wantsWrite);
    }

    Stream m_stream;
    const SocketEnvironment &m_environment;
    Handler &m_handler;
    const ProjectId m_project;
    FrameReader m_reader;
    ClientOutput m_output;
    QByteArray m_unread; ///< Received, unhandled bytes, and padding; null: none.
    TrafficCounts m_counters;
    Stage m_stage = Stage::Handshake;
    const Compression m_compression;
    int m_waitingPongs = 0; ///< Pongs sent since the kernel last took everything; an upper bound.
    qint32 m_receiveBytes; ///< Portion of a turn: grows while portions fit into a slice.
    bool m_registered = false;
    bool m_wantsWrite = false;
    bool m_isBroken = false; ///< Sending has failed.
    bool m_ignoresPeer = false; ///< The rest of its input is dropped.
    std::optional<TooSlow> m_tooSlow; ///< Set until the turn ends.
    std::unique_ptr<WaitingBytes::Account> m_queued; ///< Present while the client does not keep up.
    /// Present while it holds much of a message.
    std::unique_ptr<WaitingBytes::Account> m_unfinished;
};

} // namespace broadcaster
