// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QStringList>

namespace broadcaster {

/// The addresses under which the broker is reached.
struct Listening {
    QStringList urls; ///< Snapshot::urls. Empty: the broker does not run.
    QByteArray certificate; ///< The broker's only certificate, in DER; empty without TLS.
};

} // namespace broadcaster
