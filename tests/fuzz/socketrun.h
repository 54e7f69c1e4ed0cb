// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/clientsocket.h"
#include "tests/fuzz/deliverymodel.h"
#include "tests/fuzz/fakesocket.h"
#include "tests/fuzz/inputmodel.h"
#include "tests/fuzz/script.h"
#include "tests/fuzz/tlspeer.h"

#include <optional>
#include <vector>

namespace broadcaster {

/// One connection from its handshake to its end, controlled by a script.
class SocketRun final : private ClientSocketHandler {
public:
    SocketRun();
    ~SocketRun();
    Q_DISABLE_COPY_MOVE(SocketRun)

    void run(std::string_view text);

private:
    static constexpr int MaxBytes = 300'000; ///< Bound of one command.
    static constexpr int Unbounded = 64 * 1024 * 1024; ///< More than a script can make wait.

    void set(char command, Script &script);
    void connect();
    void open();
    [[nodiscard]] Stream connectTls();
    void execute(char command, Script &script);
    void executeClient(char command, Script &script);
    void executeBroker(char command, Script &script);
    [[nodiscard]] bool executeKernel(char command, Script &script);

    void clientSends(const QByteArray &bytes);
    void clientSends(Opcode opcode, bool isFinal, const QByteArray &payload);
    void flushPeer();
    void sendMessage(int size, bool isRecorded);
    void sendBatch(int count, int size, bool isShared);
    void ping();
    void close(quint16 code);
    void drop();
    void answer();

    void turn();
    void rest();
    void finish();
    [[nodiscard]] bool mayEnd() const;

    void onMessage(std::span<char> message, Opcode opcode) override;
    void onFrameError(quint16 closeCode, std::string_view reason) override;
    [[nodiscard]] bool onControlFrame(Opcode opcode) override;
    void onCloseFrame(const CloseAnswer &answer) override;
    void onTooSlow(TooSlow why) override;
    void onDelivery(const OutputBlock &block, DeliveryState state) override;
    void onCloseStarted() override;
    void onClosed() override;

    // Settings, which come first in a script.
    int m_tlsVersion = 0; ///< 0: no TLS.
    QByteArray m_earlyBytes;
    bool m_sendsEarly = false; ///< Before the handshake is over.
    bool m_closesEarly = false;
    bool m_isAbandoned = false; ///< Destroyed without closing at the end.
    bool m_isAging = false; ///< Waiting bytes are too old at once.
    int m_maxQueued = Unbounded; ///< In total.
    int m_maxUnfinished = Unbounded; ///< In total.

    qsizetype m_largestQueue = 512 * 1024; ///< Bytes that may wait, at most at any time.

    // Shared by all sockets of a thread.
    SocketPoller m_poller;
    TimerQueue m_deadlines;
    OutputPool m_outputPool;
    BufferPool m_buffers;
    const SystemClock m_clock;
    MessageCompression m_compression { m_clock };
    std::atomic<qint64> m_queuedBytes = 0;
    std::atomic<qint64> m_unfinishedBytes = 0;
    WaitingBytes m_queued;
    WaitingBytes m_unfinished;
    std::vector<char> m_receiveBuffer;
    SocketEnvironment m_environment;

    FakeSocket m_fake;
    std::unique_ptr<TlsPeer> m_peer;
    std::unique_ptr<DeliveryModel> m_output;
    InputModel m_input;
    std::unique_ptr<ClientSocket> m_socket;

    int m_work = 0; ///< Bytes that the script has moved, and an extra for slow commands.
    int m_answer = 0; ///< Reaction of the handler to a message or a ping.
    int m_accepted = 0; ///< Messages.
    quint64 m_pings = 0;
    int m_keyUpdates = 0;
    qint64 m_pongs = 0; ///< Promised to the client.
    bool m_isOpened = false;
    bool m_isReceiving = true; ///< Input from the client is to be handled.
    bool m_isClosing = false;
    qint64 m_dropped = 0; ///< Messages that were reported as dropped.
    bool m_isOver = false;
    bool m_wasTooSlow = false;
    bool m_wasDropped = false;
    bool m_saidGoodbye = false; ///< The client, over TLS.
    bool m_isTampered = false; ///< TLS has got bytes that are not the client's.
};

} // namespace broadcaster
