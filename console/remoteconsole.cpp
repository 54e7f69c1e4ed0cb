// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "console/remoteconsole.h"

#include "console/brokeraddress.h"
#include "console/consolelimits.h"
#include "console/consolesocket.h"
#include "console/linkfault.h"
#include "server/api/closecode.h"
#include "server/codec/calls.h"
#include "server/codec/configcodec.h"

#include <QtCore/QCborMap>
#include <QtCore/QCryptographicHash>
#include <QtCore/QDateTime>
#include <QtNetwork/QSslCertificate>
#include <QtNetwork/QSslError>
#include <QtNetwork/QSslSocket>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

Error lostError()
{
    return { ErrorCode::Stopped, u"There is no connection to the broker."_s,
        ErrorReason::NoConnectionToBroker };
}

} // namespace

RemoteConsole::RemoteConsole(const Target &target, QObject *parent)
    : Console(parent)
{
    connect(&m_bound, &QTimer::timeout, this, &RemoteConsole::checkLink);
    setTarget(target);
}

RemoteConsole::~RemoteConsole()
{
    dropSocket();
}

void RemoteConsole::setTarget(const Target &target)
{
    m_target = target;
    m_where = shownAddress(m_target.url);
    Link link;
    link.state = Link::State::Connecting;
    link.address = m_where;
    link.sinceMs = QDateTime::currentMSecsSinceEpoch();
    setLink(link);
}

void RemoteConsole::open()
{
    m_fault.reset();
    m_isOpen = true;
    m_silent = 0;
    m_addresses = BrokerAddresses(m_target.url);
    if (m_target.key.isEmpty()) {
        m_fault = LinkFault { LinkFault::Kind::NoKey, u"%1 wants a key."_s.arg(m_where) };
        onEnded();
        return;
    }
    if (!link().isUp())
        tellNextTry({});
    m_bound.start(limits::ConsoleConnectTimeout);
    makeSocket();
    openConsoleSocket(*m_socket, m_target.url, m_target.key);
}

/// Another one for each connection: a QWebSocket keeps a part of what it had.
void RemoteConsole::makeSocket()
{
    dropSocket();
    m_socket = newConsoleSocket(m_target.url, m_target.certificate, this);
    connect(m_socket, &QWebSocket::sslErrors, this, &RemoteConsole::onSslErrors);
    connect(m_socket, &QWebSocket::binaryMessageReceived, this, &RemoteConsole::onFrame);
    connect(m_socket, &QWebSocket::pong, this, &RemoteConsole::noteLife);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto failed = &QWebSocket::errorOccurred;
#else
    const auto failed = QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error);
#endif
    connect(m_socket, failed, this, &RemoteConsole::onRefused, Qt::QueuedConnection);
    // Queued: a connection may fail while it is being opened.
    connect(
        m_socket, &QWebSocket::stateChanged, this,
        [this, socket = m_socket](QAbstractSocket::SocketState state) {
            if (state == QAbstractSocket::UnconnectedState && socket == m_socket)
                onEnded();
        },
        Qt::QueuedConnection);
}

void RemoteConsole::dropSocket()
{
    if (!m_socket)
        return;
    m_socket->disconnect(this);
    m_socket->abort();
    std::exchange(m_socket, nullptr)->deleteLater();
}

void RemoteConsole::close()
{
    if (!m_isOpen)
        return;
    m_fault = LinkFault { LinkFault::Kind::Closed, u"The connection was closed."_s };
    m_socket->close();
    if (m_socket->state() != QAbstractSocket::UnconnectedState && !m_hello)
        m_socket->abort();
}

void RemoteConsole::tellNextTry(std::chrono::milliseconds wait)
{
    changeLink([wait](Link &link) {
        link.nextTryMs = wait.count() > 0 ? QDateTime::currentMSecsSinceEpoch() + wait.count() : 0;
    });
}

/// A certificate that was trusted by its digest is right whatever signed it, and no other is;
/// without such one, it must be right in every respect.
void RemoteConsole::onSslErrors(const QList<QSslError> &errors)
{
    // QWebSocket does not offer the certificate of its socket.
    const auto *socket = m_socket->findChild<QSslSocket *>();
    const QSslCertificate certificate = socket ? socket->peerCertificate() : QSslCertificate();
    const QByteArray digest = certificate.digest(QCryptographicHash::Sha256).toHex();
    if (!certificate.isNull() && digest == m_target.certificate) {
        m_socket->ignoreSslErrors();
        return;
    }
    m_fault = faultOfCertificate(certificate, errors, !m_target.certificate.isEmpty(), m_where);
}

/// A refusal by way of a proxy does not end the connection, and QWebSocket would wait for the end.
void RemoteConsole::onRefused(QAbstractSocket::SocketError error)
{
    if (error == QAbstractSocket::ConnectionRefusedError
        && m_socket->state() == QAbstractSocket::ConnectingState)
        m_socket->abort();
}

void RemoteConsole::onFrame(const QByteArray &bytes)
{
    noteLife();
    Result<BrokerFrame> frame = decodeBrokerFrame(bytes);
    if (!frame) {
        m_fault = LinkFault { LinkFault::Kind::NotABroker,
            u"%1 sends what no broker sends: %2"_s.arg(m_where, frame.error().detail) };
        m_socket->abort();
        return;
    }
    if (const auto *hello = std::get_if<ConsoleHello>(&*frame))
        take(*hello);
    else if (auto *event = std::get_if<Event>(&*frame))
        take(std::move(*event));
    else if (const auto *answer = std::get_if<ConsoleAnswer>(&*frame)) {
        if (const Answered done = m_questions.take(answer->id))
            done(answer->answer);
    }
}

void RemoteConsole::take(const ConsoleHello &hello)
{
    if (hello.version != ConsoleVersion) {
        m_fault = faultOfVersion(m_where);
        m_socket->abort();
        return;
    }
    m_hello = hello;
    m_bound.start(limits::ConsolePingInterval);
    enter(Link::State::Connected);
    if (!m_observers.isEmpty())
        sendWatch();
    Q_EMIT connected();
}

void RemoteConsole::take(Event event)
{
    if (auto *state = std::get_if<StateChanged>(&event))
        state->urls = m_addresses.seen(state->urls);
    else if (auto *config = std::get_if<ConfigChanged>(&event))
        config->urls = m_addresses.seen(config->urls);
    tell(event);
}

void RemoteConsole::enter(Link::State state)
{
    Link changed = link();
    if (changed.state != state)
        changed.sinceMs = QDateTime::currentMSecsSinceEpoch();
    changed.state = state;
    changed.nextTryMs = 0;
    changed.silentSinceMs = 0;
    changed.fault = m_hello ? std::nullopt : m_fault;
    if (m_hello) {
        changed.machine = m_hello->name;
        changed.program = m_hello->program;
        changed.rights = rightsNamed(m_hello->rights);
        changed.operations = m_hello->operations;
    }
    setLink(changed);
}

/// A broker that starts again has none, and the events after its hello tell only of those it has.
void RemoteConsole::forgetClients()
{
    for (const ProjectId &project : now().consoleClients.keys())
        tell(ConsoleClientChanged { project, ConsoleClientState::Disconnected });
}

void RemoteConsole::noteLife()
{
    m_isAlive = true;
    m_aliveMs = QDateTime::currentMSecsSinceEpoch();
    if (link().silentSinceMs == 0)
        return;
    changeLink([](Link &link) { link.silentSinceMs = 0; });
}

void RemoteConsole::checkLink()
{
    // A large answer over a slow line shows no sign of life before its end.
    const int mostSilent = m_questions.isEmpty() ? 1 : limits::MaxSilentConsolePings;
    m_silent = std::exchange(m_isAlive, false) ? 0 : m_silent + 1;
    if (m_hello && m_silent < mostSilent) {
        if (m_silent > 0 && link().silentSinceMs == 0)
            changeLink([this](Link &link) { link.silentSinceMs = m_aliveMs; });
        m_socket->ping();
        return;
    }
    if (!m_fault)
        m_fault = LinkFault { LinkFault::Kind::Unreachable,
            m_hello ? u"The connection to %1 has been silent for too long."_s.arg(m_where)
                    : u"%1 does not answer."_s.arg(m_where),
            {}, u"no answer"_s };
    m_socket->abort();
}

void RemoteConsole::onEnded()
{
    if (!std::exchange(m_isOpen, false))
        return;
    m_bound.stop();
    if (!m_fault)
        m_fault = m_hello ? faultOfClose(
                      static_cast<quint16>(m_socket->closeCode()), m_socket->closeReason(), m_where)
                          : faultOfHandshake({ m_socket->error(), m_socket->errorString(),
                                                 m_target.url.scheme() == "wss"_L1 },
                              m_where);
    m_hello.reset();
    if (std::exchange(m_isWatching, false))
        m_unseenFromMs = m_aliveMs;
    const auto questions = std::exchange(m_questions, {});
    for (const Answered &done : questions)
        done(lostError());
    enter(!m_fault->isPassing()       ? Link::State::Refused
            : link().machine.isNull() ? Link::State::Connecting
                                      : Link::State::Lost);
    forgetClients();
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
    m_socket->sendBinaryMessage(encodeFrame(question));
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

void RemoteConsole::setTrafficWish(const TrafficWish &wish)
{
    WatchTraffic watch = m_watch;
    watch.filter = wish.filter;
    watch.bytesPerSecond = wish.bytesPerSecond;
    setWatch(watch);
}

void RemoteConsole::sendWatch()
{
    call(m_watch, [this](const Result<QCborValue> &answer) {
        if (answer)
            onWatching();
        else if (answer.error().code != ErrorCode::Stopped)
            onWatchFailed(answer.error());
    });
}

void RemoteConsole::onWatchFailed(const Error &error)
{
    changeLink([&error](Link &link) { link.wishFault = error; });
    Q_EMIT watchFailed(error);
}

void RemoteConsole::onWatching()
{
    m_isWatching = true;
    if (link().wishFault)
        changeLink([](Link &link) { link.wishFault.reset(); });
    if (const qint64 from = std::exchange(m_unseenFromMs, 0); from > 0) {
        auto gap = std::make_shared<TrafficBatch>();
        gap->unseenFromMs = from;
        gap->unseenToMs = QDateTime::currentMSecsSinceEpoch();
        tell(TrafficArrived { std::move(gap) });
    }
    Q_EMIT watching();
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
    if (m_observers.isEmpty()) {
        m_isWatching = false;
        m_unseenFromMs = 0;
    }
    if (m_hello && m_observers.isEmpty())
        call(StopWatching {}, [](const Result<QCborValue> &) {});
}

} // namespace broadcaster
