// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/httpdeadline.h"
#include "server/gateway/httpoutput.h"
#include "server/gateway/httpresponse.h"
#include "server/net/stream.h"
#include "server/protocol/requestreader.h"

#include <QtCore/QString>
#include <QtNetwork/QHostAddress>

#include <span>

namespace broadcaster {

/// One connection as long as it speaks HTTP. Reads one request per turn, each only when the one
/// before is answered and under its own deadline. After an invalid request it parses nothing more
/// and sends only the answers that it owes. Belongs to the gateway's thread.
class HttpConnection final : private PolledSocket {
public:
    class Owner {
    public:
        /// connection.request() is whole: answer by reply(), now or later, or take it over.
        virtual void onRequest(HttpConnection &connection) = 0;
        /// Its first request is whole, or never will be. Called before onRequest(), once.
        virtual void onFirstRequestOver(HttpConnection &connection) = 0;
        /// The answer to an invalid request to `target`, which is empty when unknown.
        [[nodiscard]] virtual HttpResponse refusal(
            int status, const QByteArray &reason, const QByteArray &target)
            = 0;
        /// The connection ended or was taken over: it may be destroyed, but not in this call.
        virtual void onConnectionEnded(HttpConnection &connection) = 0;

    protected:
        ~Owner() = default;
    };

    HttpConnection(Stream stream, quint64 number, const HttpPeer &peer,
        const HttpEnvironment &environment, Owner &owner);
    ~HttpConnection();
    Q_DISABLE_COPY_MOVE(HttpConnection)

    /// Starts reading when its turn comes.
    void start();

    [[nodiscard]] quint64 number() const { return m_number; }
    [[nodiscard]] const HttpPeer &peer() const { return m_peer; }
    [[nodiscard]] PeerNetwork network() const { return networkOf(m_peer.host); }
    [[nodiscard]] QString address() const; ///< Address of the peer, "host:port".
    [[nodiscard]] const HttpRequest &request() const { return m_reader.request(); }
    /// Tells the requests of this connection apart.
    [[nodiscard]] quint64 requestNumber() const { return m_requestNumber; }
    /// That request has not been answered yet.
    [[nodiscard]] bool isAnswering(quint64 requestNumber) const
    {
        return m_stage == Stage::Answering && requestNumber == m_requestNumber;
    }
    /// Sets the network of the request's client, which may be behind a proxy.
    void setClient(PeerNetwork network) { m_output.setNetwork(network); }
    /// The answer may be a large one. False: too many are in progress, and the request is refused.
    [[nodiscard]] bool reserveLargeAnswer();
    /// Time until it may be dropped to make room for others while its first request is not whole.
    [[nodiscard]] std::chrono::milliseconds graceLeft(std::chrono::milliseconds grace) const;

    /// Marks its first request for refusal.
    void markOneTooMany() { m_isOneTooMany = true; }
    [[nodiscard]] bool isOneTooMany() const { return m_isOneTooMany; }

    enum class After { AsRequested, Close };
    void reply(const HttpResponse &response, After after = After::AsRequested);
    void drop();

    /// The parts that a WebSocket takes over. REQUIRES: the request is an unanswered upgrade.
    struct Remains {
        Stream stream;
        QByteArray rest; ///< Bytes behind the request; the stream may have more.
    };
    [[nodiscard]] Remains takeOver();

private:
    enum class Stage {
        Reading,
        Answering, ///< The owner has a request.
        Closing, ///< The last answer is being sent; nothing is read.
        Draining, ///< The last answer is sent. More input of the peer is dropped.
        Ended,
    };
    using Wait = HttpDeadline::Wait;

    void onReadable() override;
    void onWritable() override;
    void onFlush() override;

    void leave();
    void receive();
    void onReceiveFailed();
    void onPeerClosed();
    void linger(qsizetype bytes);
    void takeRequest();
    void endFirstRequest();
    void send(const QByteArray &bytes);
    void flushOutput();
    void watchOutput();
    void onDeadline();
    /// Makes the deadline and the poller match the state.
    void update();
    void updateInterest();
    [[nodiscard]] Wait currentWait() const;
    /// Output has to leave before more may be read or handed over.
    [[nodiscard]] bool isHeldUp() const;
    [[nodiscard]] bool hasOutput() const { return !m_output.isEmpty() || m_stream.hasUnsent(); }
    [[nodiscard]] bool wantsInput() const;
    /// Work is left that the poller does not report.
    [[nodiscard]] bool hasWork() const;

    Stream m_stream;
    const quint64 m_number;
    const HttpPeer m_peer;
    const HttpEnvironment &m_environment;
    Owner &m_owner;
    RequestReader m_reader;
    HttpOutput m_output;
    HttpDeadline m_deadline;
    TimerQueue::Handle m_outputDeadline;
    const TimerQueue::Clock::time_point m_startTime = TimerQueue::Clock::now();
    quint64 m_requestNumber = 0;
    qsizetype m_lingered = 0; ///< Bytes dropped after the last answer.
    Stage m_stage = Stage::Reading;
    bool m_registered = false;
    bool m_reads = false; ///< The poller reports input.
    bool m_writes = false; ///< The poller reports room.
    bool m_flushRequested = false;
    bool m_firstRequest = true;
    bool m_isOneTooMany = false;
    bool m_peerClosed = false; ///< The peer has closed its half and may still read.
};

} // namespace broadcaster
