// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "console/remoteconsole.h"

#include "console/brokeraddress.h"
#include "server/api/closecode.h"
#include "server/codec/calls.h"
#include "server/codec/configcodec.h"

#include <QtCore/QCborMap>
#include <QtCore/QCryptographicHash>
#include <QtNetwork/QNetworkProxy>
#include <QtNetwork/QNetworkRequest>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslConfiguration>
#include <QtNetwork/QSslError>
#include <QtNetwork/QSslSocket>
#include <QtWebSockets/QWebSocketHandshakeOptions>

#include <chrono>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::seconds ConnectTimeout { 15 };
constexpr std::chrono::seconds PingInterval { 10 };
constexpr int MaxSilentWithQuestions = 6; ///< Pings without an answer.
constexpr quint64 MaxFrameBytes = 256ULL * 1024 * 1024; ///< Above every limit of a broker.

Error lostError()
{
    return { ErrorCode::Stopped, u"There is no connection to the broker."_s };
}

} // namespace

RemoteConsole::RemoteConsole(Target target, QObject *parent)
    : Console(parent)
    , m_target(std::move(target))
    , m_where(shownAddress(m_target.url))
{
    m_socket.setMaxAllowedIncomingFrameSize(MaxFrameBytes);
    m_socket.setMaxAllowedIncomingMessageSize(MaxFrameBytes);
    if (isLoopback(m_target.url)) // The secret of the run goes to nobody else.
        m_socket.setProxy(QNetworkProxy::NoProxy);
    if (!m_target.certificate.isEmpty()) {
        // Trusts no authority, so that Qt asks about every certificate.
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setCaCertificates({});
        m_socket.setSslConfiguration(tls);
    }
    connect(&m_bound, &QTimer::timeout, this, &RemoteConsole::checkLink);
    connect(&m_socket, &QWebSocket::sslErrors, this, &RemoteConsole::onSslErrors);
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, &RemoteConsole::onFrame);
    connect(&m_socket, &QWebSocket::pong, this, [this] { m_isAlive = true; });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto failed = &QWebSocket::errorOccurred;
#else
    const auto failed = QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error);
#endif
    connect(&m_socket, failed, this, &RemoteConsole::onRefused, Qt::QueuedConnection);
    // Queued: a connection may fail while it is being opened.
    connect(
        &m_socket, &QWebSocket::stateChanged, this,
        [this](QAbstractSocket::SocketState state) {
            if (state == QAbstractSocket::UnconnectedState)
                onEnded();
        },
        Qt::QueuedConnection);
}

RemoteConsole::~RemoteConsole()
{
    m_socket.disconnect(this);
}

void RemoteConsole::open()
{
    m_fault.reset();
    m_isOpen = true;
    m_bound.start(ConnectTimeout);
    QNetworkRequest request(m_target.url);
    request.setRawHeader("Authorization", "Bearer " + m_target.key);
    request.setRawHeader("User-Agent", "broadcaster/" BROADCASTER_VERSION);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({ QLatin1StringView(ConsoleSubprotocol) });
    m_socket.open(request, options);
}

void RemoteConsole::close()
{
    m_fault = LinkFault { LinkFault::Kind::Closed, u"The connection was closed."_s };
    m_socket.close();
    if (m_socket.state() != QAbstractSocket::UnconnectedState && !m_hello)
        m_socket.abort();
}

/// A certificate that was trusted by its digest is right whatever signed it, and no other is;
/// without such one, it must be right in every respect.
void RemoteConsole::onSslErrors(const QList<QSslError> &errors)
{
    // QWebSocket does not offer the certificate of its socket.
    const auto *socket = m_socket.findChild<QSslSocket *>();
    const QSslCertificate certificate = socket ? socket->peerCertificate() : QSslCertificate();
    const QByteArray digest = certificate.digest(QCryptographicHash::Sha256).toHex();
    if (!certificate.isNull() && digest == m_target.certificate) {
        m_socket.ignoreSslErrors();
        return;
    }
    const bool isOtherName = std::all_of(errors.begin(), errors.end(),
        [](const QSslError &error) { return error.error() == QSslError::HostNameMismatch; });
    if (!m_target.certificate.isEmpty())
        m_fault = LinkFault { LinkFault::Kind::Untrusted,
            u"The certificate of %1 is not the one that is trusted."_s.arg(m_where), digest };
    else if (isOtherName)
        m_fault = LinkFault { LinkFault::Kind::OtherName,
            u"The certificate of %1 is for another name (%2)."_s.arg(
                m_where, certificate.subjectDisplayName()),
            digest };
    else
        m_fault = LinkFault { LinkFault::Kind::Untrusted,
            u"The certificate of %1 is not trusted here (%2)."_s.arg(
                m_where, errors.constFirst().errorString()),
            digest };
}

/// A refusal by way of a proxy does not end the connection, and QWebSocket would wait for the end.
void RemoteConsole::onRefused(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::ConnectionRefusedError
        && m_socket.state() == QAbstractSocket::ConnectingState)
        m_socket.abort();
}

void RemoteConsole::onFrame(const QByteArray &bytes)
{
    m_isAlive = true;
    Result<BrokerFrame> frame = decodeBrokerFrame(bytes);
    if (!frame) {
        m_fault = LinkFault { LinkFault::Kind::NotABroker, frame.error().detail };
        m_socket.abort();
        return;
    }
    if (const auto *hello = std::get_if<ConsoleHello>(&*frame))
        take(*hello);
    else if (const auto *event = std::get_if<Event>(&*frame))
        tell(*event);
    else if (const auto *answer = std::get_if<ConsoleAnswer>(&*frame)) {
        if (const Answered done = m_questions.take(answer->id))
            done(answer->answer);
    }
}

void RemoteConsole::take(const ConsoleHello &hello)
{
    m_hello = hello;
    m_isAlive = true;
    m_bound.start(PingInterval);
    if (!m_observers.isEmpty())
        sendWatch();
    Q_EMIT connected();
}

void RemoteConsole::checkLink()
{
    // A large answer over a slow line is no sign of life before its end.
    const int mostSilent = m_questions.isEmpty() ? 1 : MaxSilentWithQuestions;
    m_silent = std::exchange(m_isAlive, false) ? 0 : m_silent + 1;
    if (m_hello && m_silent < mostSilent) {
        m_socket.ping();
        return;
    }
    if (!m_fault)
        m_fault = LinkFault { LinkFault::Kind::Unreachable,
            m_hello ? u"The connection to %1 has been silent for too long."_s.arg(m_where)
                    : u"%1 does not answer."_s.arg(m_where) };
    m_socket.abort();
}

void RemoteConsole::onEnded()
{
    if (!std::exchange(m_isOpen, false))
        return;
    m_bound.stop();
    if (!m_fault)
        m_fault = m_hello ? faultOfClose(
                      static_cast<quint16>(m_socket.closeCode()), m_socket.closeReason(), m_where)
                          : faultOfHandshake(m_socket.errorString(), m_where);
    m_hello.reset();
    const auto questions = std::exchange(m_questions, {});
    for (const Answered &done : questions)
        done(lostError());
    Q_EMIT ended(*m_fault);
}

void RemoteConsole::ask(ConsoleQuestion question, Answered done)
{
    if (!m_hello) {
        done(lostError());
        return;
    }
    question.id = ++m_lastId;
    m_questions.insert(question.id, std::move(done));
    m_socket.sendBinaryMessage(encodeFrame(question));
}

void RemoteConsole::call(const ConnectionCall &call, Answered done)
{
    ask(questionOf(0, call), std::move(done));
}

void RemoteConsole::askNamed(const QString &operation, const QCborValue &arguments, Answered done)
{
    ask({ ConsoleVersion, 0, operation, arguments }, std::move(done));
}

void RemoteConsole::submit(Question question)
{
    NamedQuestion named = nameQuestion(question);
    // Only what differs goes, so that options that this program does not know stay as they are.
    if (question.operation == indexIn<Configure>(Operations())) {
        const auto *configure = static_cast<const Configure *>(question.arguments.get());
        named.arguments = QCborMap { { u"config"_s,
            encodeChanges(now().config, configure->config) } };
    }
    askNamed(named.operation, named.arguments,
        [question = std::move(question)](
            const Result<QCborValue> &answer) { answerNamed(question, answer); });
}

void RemoteConsole::setWatch(const WatchTraffic &watch)
{
    m_watch = watch;
    if (m_hello && !m_observers.isEmpty())
        sendWatch();
}

void RemoteConsole::sendWatch()
{
    call(m_watch, [this](const Result<QCborValue> &answer) {
        if (answer)
            Q_EMIT watching();
        else if (answer.error().code != ErrorCode::Stopped)
            Q_EMIT watchFailed(answer.error());
    });
}

void RemoteConsole::fetch(
    quint64 number, std::function<void(const Result<QByteArray> &message)> done)
{
    call(FetchMessage { number }, [done = std::move(done)](const Result<QCborValue> &answer) {
        if (answer)
            done(answer->toByteArray());
        else
            done(answer.error());
    });
}

void RemoteConsole::attachObserver(QObject *observer)
{
    if (m_observers.contains(observer))
        return;
    m_observers.insert(observer);
    connect(observer, &QObject::destroyed, this, &RemoteConsole::detachObserver);
    if (m_hello && m_observers.size() == 1)
        sendWatch();
}

void RemoteConsole::detachObserver(QObject *observer)
{
    if (!m_observers.remove(observer))
        return;
    disconnect(observer, &QObject::destroyed, this, &RemoteConsole::detachObserver);
    if (m_hello && m_observers.isEmpty())
        call(StopWatching {}, [](const Result<QCborValue> &) {});
}

} // namespace broadcaster
