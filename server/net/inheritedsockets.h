// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/owneddescriptor.h"

#include <QtCore/QStringList>
#include <QtNetwork/QHostAddress>

#include <mutex>
#include <vector>

namespace broadcaster {

/// Sockets that the service manager opened before it started the process, and keeps open while it
/// starts the process again, so that nobody is refused meanwhile: sd_listen_fds(3). They belong to
/// the process, like its other descriptors. Any thread.
class InheritedSockets final {
public:
    /// Reads LISTEN_PID and LISTEN_FDS at its first call. Logs descriptors of other kinds.
    [[nodiscard]] static InheritedSockets &ofProcess();

    /// A descriptor of its own for the socket that listens on exactly this address; invalid: there
    /// is none.
    [[nodiscard]] OwnedDescriptor take(const QHostAddress &host, quint16 port);
    /// The addresses of sockets that nobody has taken; each is told once.
    [[nodiscard]] QStringList newlyUnused();

private:
    struct Socket {
        OwnedDescriptor descriptor;
        QHostAddress host;
        quint16 port = 0;
        bool isSettled = false; ///< Taken, or told as unused.
    };
    InheritedSockets();
    void add(OwnedDescriptor descriptor);

    std::mutex m_mutex;
    std::vector<Socket> m_sockets;
};

} // namespace broadcaster
