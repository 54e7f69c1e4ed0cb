// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/harlimits.h"
#include "inspect/traffic/trafficrow.h"

#include <QtCore/QHash>

#include <vector>

namespace broadcaster {

/// Writes rows as a HAR 1.2 file with an entry for each client (docs/capture.md, HAR). Messages are
/// in memory until all are added, because rows of different clients come mixed.
class HarWriter final {
public:
    /// False: the file would have more than MaxHarBytes.
    [[nodiscard]] bool add(const TrafficRow &row);
    /// The next piece of the file, about that large; empty at the end. REQUIRES: no add() follows.
    [[nodiscard]] QByteArray take(qsizetype maxBytes);

private:
    struct Socket {
        ProjectId project;
        QByteArray client; ///< Empty: messages of the broker to everyone.
        QByteArray type; ///< Type of the client; empty: not known.
        qint64 firstMs = 0;
        qint64 lastMs = 0;
        QByteArray messages; ///< With a comma behind each.
        QByteArray comment; ///< A line for each mark and comment of the user.
    };
    enum class Direction { Send, Receive };

    Socket &socketOf(const ProjectId &project, QByteArrayView client);
    void addNote(Socket &socket, const TrafficRow &row);
    void addMessage(Socket &socket, const TrafficRow &row, Direction direction, bool isCopy);
    void appendHead(QByteArray &out, const Socket &socket) const;

    std::vector<Socket> m_sockets;
    QHash<std::pair<QByteArray, QByteArray>, size_t> m_numbers; ///< By project and client.
    qsizetype m_bytes = 0;
    size_t m_next = 0; ///< The socket that take() is at.
    qsizetype m_taken = 0; ///< Bytes of its messages.
    bool m_hasBegun = false;
    bool m_hasEnded = false;
};

} // namespace broadcaster
