// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/listenerset.h"

#include "server/base/logging.h"
#include "server/net/inheritedsockets.h"
#include "server/net/portinuse.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Names the program, or the socket, that prevents listening there.
Error withHolder(const Error &error, const QString &address, quint16 port)
{
    Error named = withPortOwner(error, address, port);
    const QString inherited = InheritedSockets::ofProcess().holderOf(port);
    if (!inherited.isNull())
        named.detail = u"%1 is in use: the service manager holds %2 for this program; name that "
                       "address by --listen, or change the socket's"_s.arg(
                           error.arguments.value(0), inherited);
    return named;
}

} // namespace

ListenerSet::ListenerSet(Listener::Accepted accepted)
    : m_accepted(std::move(accepted))
{
}

Result<void> ListenerSet::listenOn(const QStringList &addresses, quint16 wantedPort)
{
    const bool keepsAnyPort = wantedPort == 0 && m_wantedPort == 0 && !m_listeners.empty();
    quint16 port = keepsAnyPort ? m_listeners.front()->serverPort() : wantedPort;

    std::vector<Listener *> going;
    for (const auto &listener : m_listeners) {
        const bool stays = std::any_of(addresses.begin(), addresses.end(),
            [&](const QString &address) { return listener->isFor(address, port); });
        if (!stays)
            going.push_back(listener.get());
    }
    Listeners next;
    std::vector<Listener *> closed; // Reopened if another address fails.
    for (const QString &address : addresses) {
        const bool stays = std::any_of(m_listeners.begin(), m_listeners.end(),
            [&](const auto &listener) { return listener->isFor(address, port); });
        if (stays)
            continue;
        auto opened = open(address, port);
        if (!opened && opened.error().code == ErrorCode::AddressInUse) {
            // 127.0.0.1 prevents opening 0.0.0.0, and the other way round.
            const std::vector<Listener *> away = clearTheWay(address, port, going);
            closed.insert(closed.end(), away.begin(), away.end());
            if (!away.empty())
                opened = open(address, port);
        }
        if (!opened) {
            next.clear();
            for (Listener *listener : closed) {
                if (!listener->reopen())
                    qCCritical(
                        logGateway, "cannot listen on %s again", qUtf8Printable(listener->where()));
            }
            return opened.error().code == ErrorCode::AddressInUse
                ? withHolder(opened.error(), address, port)
                : opened.error();
        }
        port = (*opened)->serverPort(); // "Any free port" is the same port for all addresses.
        next.push_back(std::move(*opened));
    }
    std::erase_if(m_listeners, [&](const auto &listener) {
        return std::find(going.begin(), going.end(), listener.get()) != going.end();
    });
    std::move(next.begin(), next.end(), std::back_inserter(m_listeners));
    const auto place = [&](const std::unique_ptr<Listener> &listener) {
        return std::find_if(addresses.begin(), addresses.end(),
            [&](const QString &address) { return listener->isFor(address, port); });
    };
    std::sort(m_listeners.begin(), m_listeners.end(),
        [&](const auto &a, const auto &b) { return place(a) < place(b); });
    m_wantedPort = wantedPort;
    const auto isInUse = [this](const QHostAddress &host, quint16 ofPort) {
        return std::any_of(m_listeners.begin(), m_listeners.end(),
            [&](const auto &each) { return each->isOn(host, ofPort); });
    };
    for (const QString &fault : InheritedSockets::ofProcess().newFaults(isInUse))
        qCWarning(logGateway).noquote() << fault;
    return {};
}

Result<std::unique_ptr<Listener>> ListenerSet::open(const QString &address, quint16 port)
{
    auto listener = std::make_unique<Listener>(m_accepted);
    connect(listener.get(), &QTcpServer::acceptError, this, &ListenerSet::acceptError);
    if (Result<void> listening = listener->listenOn(address, port); !listening)
        return listening.error();
    return listener;
}

std::vector<Listener *> ListenerSet::clearTheWay(
    const QString &address, quint16 port, const std::vector<Listener *> &going)
{
    std::vector<Listener *> closed;
    for (Listener *listener : going) {
        if (listener->isListening() && listener->excludes(address, port)) {
            listener->close();
            closed.push_back(listener);
        }
    }
    return closed;
}

void ListenerSet::pause()
{
    for (const auto &listener : m_listeners)
        listener->pause();
}

void ListenerSet::resume()
{
    for (const auto &listener : m_listeners)
        listener->resume();
}

QStringList ListenerSet::urls(QLatin1StringView scheme) const
{
    QStringList urls;
    for (const auto &listener : m_listeners)
        urls.append(scheme + u"://"_s + listener->where());
    return urls;
}

} // namespace broadcaster
