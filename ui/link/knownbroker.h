// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/theme/rowcolour.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QStringList>

namespace broadcaster {

/// A broker elsewhere to which this window was connected. Holds no key.
struct KnownBroker {
    QString address; ///< Link::address
    QByteArray certificate {}; ///< SHA-256 in hex of the certificate the user trusts; empty: none.
    RowColour colour = RowColour::Blue; ///< The colour of the band in its window.

    friend bool operator==(const KnownBroker &, const KnownBroker &) = default;
};

/// As lines of the settings, the latest first, MaxUiSettingsLines at most.
[[nodiscard]] QStringList knownBrokerLines(const QList<KnownBroker> &brokers);
[[nodiscard]] QList<KnownBroker> knownBrokersOf(const QStringList &lines);

/// Puts the broker first, in place of the one with its address.
void remember(QList<KnownBroker> &brokers, const KnownBroker &broker);
/// The broker as it is known; one with this address alone if it is not.
[[nodiscard]] KnownBroker knownBroker(const QList<KnownBroker> &brokers, const QString &address);

} // namespace broadcaster
