// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/link/knownbroker.h"

#include "inspect/text/settingsline.h"
#include "ui/base/uisettings.h"

#include <algorithm>

namespace broadcaster {

QStringList knownBrokerLines(const QList<KnownBroker> &brokers)
{
    QStringList lines;
    for (const KnownBroker &broker : brokers)
        lines.append(settingsLine({ QString::fromLatin1(rowColourKey(broker.colour)),
            QString::fromLatin1(broker.certificate), broker.address }));
    return lines;
}

QList<KnownBroker> knownBrokersOf(const QStringList &lines)
{
    enum Part { Colour, Certificate, Address, PartCount };
    QList<KnownBroker> brokers;
    for (const QString &line : lines) {
        const QStringList parts = settingsFields(line, PartCount);
        if (parts.isEmpty() || parts[Address].isEmpty() || brokers.size() == MaxUiSettingsLines)
            continue;
        KnownBroker broker { parts[Address] };
        // Anything else would trust nothing.
        const QByteArray digest = QByteArray::fromHex(parts[Certificate].toLatin1());
        broker.certificate = digest.toHex();
        broker.colour = rowColourOf(parts[Colour]).value_or(broker.colour);
        brokers.append(broker);
    }
    return brokers;
}

void remember(QList<KnownBroker> &brokers, const KnownBroker &broker)
{
    brokers.removeIf([&](const KnownBroker &each) { return each.address == broker.address; });
    brokers.prepend(broker);
    while (brokers.size() > MaxUiSettingsLines)
        brokers.removeLast();
}

KnownBroker knownBroker(const QList<KnownBroker> &brokers, const QString &address)
{
    const auto known = std::find_if(brokers.begin(), brokers.end(),
        [&](const KnownBroker &each) { return each.address == address; });
    return known == brokers.end() ? KnownBroker { address } : *known;
}

} // namespace broadcaster
