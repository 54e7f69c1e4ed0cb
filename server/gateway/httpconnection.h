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

/// One connection as long as it speaks HTTP: reads requests one after the other, each only when
/// the one before is answered, under a deadline each, and one a turn. Behind a fault of the peer's
/// it parses nothing more and sends only the answers that it owes. Belongs to the gateway's thread.
class HttpConnection final : private PolledSocket {
public:
    class Owner {
    public:
        /// connection.request() is whole: answer by reply(), now or later, or take it over.
        virtual void onRequest(HttpConnection &connection) = 0;
        /// Its first request is whole, or will never be. Before onRequest(), once.
        virtual void onFirstRequestOver(HttpConnection &connection) = 0;
        /// What to answer to bytes that are no good request to `target`, empty when unknown.
        [[nodiscard]] virtual HttpResponse refusal(
            int status, const QByteArray &reason, const QByteArray &target)
            = 0;
        /// It is over, or taken over: may be destroyed, but not from in here.
        virtual void onConnectionEnded(HttpConnection &connection) = 0;

    protected:
        ~Owner() = default;
    };

    HttpConnection(Stream stream, quint64 number, const HttpPeer &peer,
        const HttpEnvironment &environment, Owner &owner);
    ~HttpConnection();
    Q_DISABLE_COPY_MOVE(HttpConnection)

    /// Begins to read, when its turn comes.
    void start();

    [[nodiscard]] quint64 number() const { return m_number; }
    [[nodiscard]] const HttpPeer &peer() const { return m_peer; }
    [[nodiscard]] PeerNetwork network() const { return networkOf(m_peer.host); }
    [[nodiscard]] QString address() const; ///< The peer's, "host:port".
    [[nodiscard]] const HttpRequest &request() const { return m_reader.request(); }
    /// Tells the requests of this connection apart.
    [[nodiscard]] quint64 requestNumber() const { return m_requestNumber; }
    /// That request has not been answered yet.
    [[nodiscard]] bool isAnswering(quint64 requestNumber) const
    {
        return m_stage == Stage::Answering && requestNumber == m_requestNumber;
    }
    /// The request is that of a client in this network, which may be behind a proxy.
    void setClient(PeerNetwork network) { m_output.setNetwork(network); }
    /// The answer may be a large one. False: as there are enough of them, it is refused already.
    [[nodiscard]] bool reserveLargeAnswer();
    /// Until it may be dropped to make room for others, when its first request is not whole.
    [[nodiscard]] std::chrono::milliseconds graceLeft(std::chrono::milliseconds grace) const;

    /// Its first request is to be refused.
    void markOneTooMany() { m_isOneTooMany = true; }
    [[nodiscard]] bool isOneTooMany() const { return m_isOneTooMany; }

    enum class After { AsRequested, Close };
    void reply(const HttpResponse &response, After after = After::AsRequested);
    void drop();

    /// The WebSocket's from here on. REQUIRES: the request is an upgrade and is not answered.
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
        Draining, ///< It is sent. Some more bytes of the peer are dropped.
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
    /// What has to leave before more may be read or handed over.
    [[nodiscard]] bool isHeldUp() const;
    [[nodiscard]] bool hasOutput() const { return !m_output.isEmpty() || m_stream.hasUnsent(); }
    [[nodiscard]] bool wantsInput() const;
    /// There is something to do that the poller does not tell of.
    [[nodiscard]] bool hasWork() const;

    Stream m_stream;
    const quint64 m_number;
    const HttpPeer m_peer;
    const HttpEnvironment &m_environment;
    Owner &m_owner;
    RequestReader m_reader;
    HttpOutput m_output;
    HttpDeadline m_deadline;
    Deadlines::Handle m_outputDeadline;
    const Deadlines::Clock::time_point m_startTime = Deadlines::Clock::now();
    quint64 m_requestNumber = 0;
    qsizetype m_lingered = 0; ///< Bytes that were dropped behind the last answer.
    Stage m_stage = Stage::Reading;
    bool m_registered = false;
    bool m_reads = false; ///< The poller tells of input.
    bool m_writes = false; ///< The poller tells of room.
    bool m_flushRequested = false;
    bool m_firstRequest = true;
    bool m_isOneTooMany = false;
    bool m_peerClosed = false; ///< Its half: it may still read.
};

} // namespace broadcaster
