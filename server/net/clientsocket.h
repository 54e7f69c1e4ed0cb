// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/limits.h"
#include "server/metering/roommetrics.h"
#include "server/net/outputqueue.h"
#include "server/net/socketenvironment.h"
#include "server/net/socketpoller.h"
#include "server/net/stream.h"
#include "server/protocol/closeframe.h"
#include "server/protocol/framereader.h"

#include <QtNetwork/QTcpSocket>

#include <memory>
#include <optional>
#include <span>

namespace broadcaster {

struct Upgrade;

/// The transport under a QWebSocket: a QTcpSocket that does its own recv and send, in the manner
/// of QSslSocket, and splits the stream by frame. Pings go up to the QWebSocket, everything
/// else to the handler. Belongs to one thread.
class ClientSocket final : public QTcpSocket, private PolledSocket {
    Q_OBJECT

public:
    /// Calls come from the poller's turn; a handler may close the socket in any of them, but not
    /// destroy it.
    class Handler {
    public:
        virtual void onMessage(std::span<char> message, Opcode opcode) = 0;
        virtual void onFrameError(quint16 closeCode, std::string_view reason) = 0;
        virtual void onPong() = 0;
        /// The client's close frame has come; the QWebSocket, which knows fewer codes, has not
        /// seen it.
        virtual void onCloseFrame(const CloseAnswer &answer) = 0;
        /// What waited is dropped already, but for a frame partly sent.
        virtual void onTooSlow(TooSlow why) = 0;
        /// From now on nothing is received and nothing can be sent but what waits.
        virtual void onCloseStarted() = 0;
        virtual void onClosed() = 0; ///< The descriptor is gone.

    protected:
        ~Handler() = default;
    };

    ClientSocket(Upgrade &&upgrade, const SocketEnvironment &environment, Handler &handler);
    ~ClientSocket() override;

    /// The handshake is over: read frames, first those that came with it.
    void startFrames();
    /// Since the connection was made.
    [[nodiscard]] const TrafficCounts &counters() const { return m_counters; }
    /// False: what is sent from now on is dropped. The connection ends when the turn does.
    [[nodiscard]] bool acceptsOutput() const { return m_stage <= Stage::Open && !m_tooSlow; }

    /// Appends whole frames, one a message, to what waits. They leave at the end of the turn.
    void send(std::string_view frames, int messages);
    /// The same for the frame of one message that `make(QByteArray &)` appends where it waits.
    template <typename Make>
    void sendMade(Make &&make)
    {
        if (!acceptsOutput()) {
            countDropped(1);
            return;
        }
        const qsizetype waiting = m_output.size();
        make(m_output.tail());
        countOut(1, m_output.size() - waiting);
        notePromised(m_output.size() - waiting, 1);
        outputAppended();
    }
    /// A message of its makes the thread send a frame to so many, now or when the turn ends.
    void notePromised(qsizetype frameBytes, qsizetype receivers)
    {
        m_environment.promisedBytes += (frameBytes + limits::DeliveryBytes) * receivers;
    }
    /// Sends straight from `frames`, which many sockets share, as far as the kernel takes them.
    void sendShared(std::string_view frames, int messages);

    /// What comes from now on means nothing, not even a close frame: close() does not wait for one.
    void ignorePeer() { m_ignoresPeer = true; }
    /// Ends it now, whatever waits.
    void drop();

    // QIODevice and QAbstractSocket, as QWebSocket uses them
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] qint64 bytesToWrite() const override { return m_output.size(); }
    void close() override;
    void disconnectFromHost() override { close(); }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    enum class Stage { Handshake, Open, Draining, FinSent, Closed };

    void onReadable() override;
    void onMoreToRead() override;
    void onWritable() override;
    void onFlush() override;
    void countOut(int messages, qsizetype bytes)
    {
        m_counters.messagesOut += messages;
        m_counters.bytesOut += bytes;
    }
    void countDropped(int messages) { m_counters.messagesDropped += messages; }
    void outputAppended();
    void takeFrames(std::span<char> input);
    void adaptReceiving(qint64 received, qint64 promised);
    void noteUnfinished();
    void followUp();
    void takeControlFrame(Opcode opcode, std::span<char> frame);
    void passUp(std::span<const char> bytes);
    void flushOutput();
    void requestFlush();
    /// What waits to leave, but for what the kernel has.
    [[nodiscard]] bool hasOutput() const { return !m_output.isEmpty() || m_stream.hasUnsent(); }
    void setWantsWrite(bool wantsWrite);
    void markTooSlow(TooSlow why);
    void updateInterest();

    Stream m_stream;
    const SocketEnvironment &m_environment;
    Handler &m_handler;
    FrameReader m_reader;
    OutputQueue m_output;
    std::span<const char> m_upward; ///< What the QWebSocket may read.
    QByteArray m_head; ///< The handshake, until it is over; then null.
    QByteArray m_early; ///< Bytes behind the handshake, until it is over; then null.
    TrafficCounts m_counters;
    int m_waitingPongs = 0; ///< At most, since the kernel last took everything.
    Stage m_stage = Stage::Handshake;
    qint32 m_receiveBytes; ///< At most, in a turn: see adaptReceiving().
    bool m_registered = false;
    bool m_flushRequested = false;
    bool m_wantsWrite = false;
    bool m_readRequested = false;
    bool m_ignoresPeer = false; ///< Nothing that it sends matters any more.
    std::optional<TooSlow> m_tooSlow; ///< Until the turn ends.
    std::unique_ptr<Backlog::Place> m_place; ///< While it does not keep up.
    std::unique_ptr<Backlog::Place> m_unfinished; ///< While it holds much of a message.
};

} // namespace broadcaster
