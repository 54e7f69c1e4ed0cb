// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/framewriter.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <span>

namespace broadcaster {

/// The bytes that a client has sent, and a ClientSocket's reports of them. A FrameReader that gets
/// all bytes at once must come to the same result, until the socket stops.
class InputModel final {
public:
    explicit InputModel(qsizetype maxMessageSize)
        : m_maxMessageSize(maxMessageSize)
    {
    }

    void send(const QByteArray &bytes) { m_bytes += bytes; }

    // Reports of the socket: ClientSocketHandler.

    /// False: it is text that is not UTF-8, which ends the connection.
    [[nodiscard]] bool noteMessage(std::span<const char> message, Opcode opcode);
    void noteControl(Opcode opcode);
    void noteClose(quint16 code);
    void noteError(quint16 code);

    /// `isComplete`: the socket has seen all bytes. `mayGiveUp`: a limit of memory or time may have
    /// ended an incomplete message. `pongs`: payloads of those that the client got.
    void finish(bool isComplete, bool mayGiveUp, const QByteArrayList &pongs) const;

private:
    [[nodiscard]] InputModel reference() const;

    const qsizetype m_maxMessageSize;
    QByteArray m_bytes;
    QByteArrayList m_events;
    QByteArrayList m_pings; ///< Payloads; only the reference knows them.
};

} // namespace broadcaster
