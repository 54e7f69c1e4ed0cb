// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/deadlines.h"
#include "server/net/httpresponse.h"
#include "server/net/socketpoller.h"
#include "server/net/stream.h"
#include "server/protocol/requestreader.h"

#include <QtCore/QString>
#include <QtNetwork/QHostAddress>

#include <span>

namespace broadcaster {

/// One connection as long as it speaks HTTP: reads requests one after the other, each only when
/// the one before is answered, under a deadline each. Belongs to the gateway's thread.
class HttpConnection final : private PolledSocket {
public:
    class Owner {
    public:
        /// connection.request() is whole: answer by reply(), now or later, or take it over.
        virtual void onRequest(HttpConnection &connection) = 0;
        /// Its first request is whole, or will never be. Before onRequest(), once.
        virtual void onFirstRequestOver() = 0;
        /// What to answer to bytes that are no good request to `target`, empty when unknown.
        [[nodiscard]] virtual HttpResponse refusal(
            int status, const QByteArray &reason, const QByteArray &target)
            = 0;
        /// It is over, or taken over: may be destroyed, but not from in here.
        virtual void onConnectionEnded(HttpConnection &connection) = 0;

    protected:
        ~Owner() = default;
    };

    struct Environment {
        SocketPoller &poller;
        Deadlines &deadlines;
        std::span<char> receiveBuffer;
        std::chrono::milliseconds requestTimeout;
    };

    struct Peer {
        QHostAddress host;
        quint16 port = 0;
    };

    HttpConnection(Stream stream, quint64 number, const Peer &peer, const Environment &environment,
        Owner &owner);
    ~HttpConnection();
    Q_DISABLE_COPY_MOVE(HttpConnection)

    /// Begins to read. May have ended when this returns.
    void start();

    [[nodiscard]] quint64 number() const { return m_number; }
    [[nodiscard]] const Peer &peer() const { return m_peer; }
    [[nodiscard]] QString address() const; ///< The peer's, "host:port".
    [[nodiscard]] const HttpRequest &request() const { return m_reader.request(); }

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
        Closing, ///< The last answer is being sent.
        Draining, ///< It is sent; what the peer still sends is dropped until it closes, too.
        Ended,
    };
    /// What the deadline that runs is for.
    enum class Wait {
        Nothing,
        FirstRequest,
        Request, ///< Its first bytes have come.
        NextRequest,
        Output, ///< Moves on while bytes move.
        PeersEnd,
    };

    void onReadable() override;
    void onWritable() override;
    void onFlush() override;

    void leavePoller();
    void receive();
    void onPeerClosed();
    void takeRequests();
    void endFirstRequest();
    void send(const QByteArray &bytes);
    void flushOutput();
    void arm(Wait wait);
    void onDeadline();
    void updateWaits();
    [[nodiscard]] Wait currentWait() const;
    /// What has to leave before more may be read or handed over.
    [[nodiscard]] bool isHeldUp() const;

    Stream m_stream;
    const quint64 m_number;
    const Peer m_peer;
    const Environment &m_environment;
    Owner &m_owner;
    RequestReader m_reader;
    QByteArray m_output;
    Deadlines::Handle m_deadline;
    Stage m_stage = Stage::Reading;
    bool m_registered = false;
    Wait m_wait = Wait::Nothing;
    bool m_takingRequests = false;
    bool m_flushRequested = false;
    bool m_firstRequest = true;
    bool m_isOneTooMany = false;
    bool m_peerClosed = false; ///< Its half: it may still read.
};

} // namespace broadcaster
