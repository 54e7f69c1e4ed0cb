// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/localannouncement.h"

#include "server/broker/broker.h"
#include "server/loopback/loopbackclient.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QCryptographicHash>

namespace broadcaster {

void announceLocally(Broker &broker, LocalBrokerFile &file)
{
    const auto update = [&broker, &file] {
        // With the PROXY protocol, only a proxy can connect.
        if (broker.now().state != BrokerState::Listening || broker.now().config.proxyProtocol)
            return file.remove();
        const Listening &listening = broker.listening();
        LocalBroker local { loopbackUrl(listening.urls), broker.consoleSecret(),
            QCoreApplication::applicationPid() };
        if (!listening.certificate.isEmpty())
            local.certificate = QCryptographicHash::hash(
                listening.certificate, QCryptographicHash::Sha256)
                                    .toHex();
        file.write(local);
    };
    broker.on<StateChanged>(&broker, update);
    broker.on<ConfigChanged>(&broker, update);
}

} // namespace broadcaster
