// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/owneddescriptor.h"

#include <QtCore/QStringList>
#include <QtNetwork/QHostAddress>

#include <functional>
#include <mutex>
#include <vector>

namespace broadcaster {

/// Sockets that the service manager opened before it started the process, and keeps open while it
/// starts the process again, so that nobody is refused meanwhile: sd_listen_fds(3). They belong to
/// the process, like its other descriptors. Any thread.
class InheritedSockets final {
public:
    /// Reads LISTEN_PID and LISTEN_FDS at its first call, which comes before the process opens
    /// descriptors of its own.
    [[nodiscard]] static InheritedSockets &ofProcess();

    /// A descriptor of its own for the socket that listens on exactly this address; invalid: there
    /// is none.
    [[nodiscard]] OwnedDescriptor take(const QHostAddress &host, quint16 port);
    /// The address of a socket with this port; null: there is none.
    [[nodiscard]] QString holderOf(quint16 port);
    using InUse = std::function<bool(const QHostAddress &host, quint16 port)>;
    /// Sentences about descriptors that cannot be used, and about sockets that are not in use; each
    /// is told once, and again after the socket was in use.
    [[nodiscard]] QStringList newFaults(const InUse &isInUse);

private:
    struct Socket {
        OwnedDescriptor descriptor;
        QHostAddress host;
        quint16 port = 0;
        bool isTold = false; ///< As not in use.
    };
    InheritedSockets();
    void add(int descriptor);

    std::mutex m_mutex;
    std::vector<Socket> m_sockets;
    QStringList m_faults; ///< Not told yet.
};

} // namespace broadcaster
