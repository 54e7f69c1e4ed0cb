// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"
#include "server/protocol/framewriter.h"

#include <QtCore/QByteArray>
#include <QtCore/QList>

#include <optional>
#include <string_view>

namespace broadcaster {

/// The output given to a ClientSocket, its reports of that output, and the bytes that a client
/// gets. Ends the program where these do not agree.
class DeliveryModel final {
public:
    /// `isExact`: bytes that the socket has sent are known here at once.
    DeliveryModel(QByteArray response, bool isExact)
        : m_response(std::move(response))
        , m_isExact(isExact)
    {
    }

    // Output given to the socket.

    [[nodiscard]] static bool isDropped(DeliveryState state);

    /// The payload of a message of the broker's, which begins with the message's number. It is full
    /// of bytes that look like headers of long frames.
    [[nodiscard]] static QByteArray payload(quint64 number, qsizetype size);
    /// Adds the next message. `isRecorded`: the traffic records know it.
    quint64 addMessage(qsizetype size, bool isAccepted, bool isRecorded);
    void addPing(quint64 number) { m_pings += QByteArray::number(number); }
    void addClose(quint16 code) { m_closeCode = code; }

    // Reports of the socket: ClientSocketHandler.

    void report(quint64 number, DeliveryState state);

    // Bytes that the client gets.

    void arrive(std::string_view bytes);
    [[nodiscard]] const QByteArrayList &pongs() const { return m_pongs; }

    /// No more bytes will arrive. `isLossless`: the socket could send all its output. `dropped`:
    /// the number of messages that the socket reports as dropped.
    void finish(bool isLossless, qint64 accepted, qint64 dropped) const;

private:
    struct Message {
        qsizetype size = 0;
        bool isAccepted = false;
        bool isRecorded = false;
        bool hasArrived = false;
        bool hasWaited = false; ///< Queued was reported.
        std::optional<DeliveryState> end {}; ///< As reported.
    };

    /// The next frame is whole: takes it off what has arrived.
    bool takeFrame();
    void checkFrame(Opcode opcode, const QByteArray &payload);

    const QByteArray m_response;
    const bool m_isExact;
    QList<Message> m_messages; ///< By number, from 1.
    QByteArrayList m_pings; ///< Payloads, from which those that arrive are taken.
    QByteArrayList m_pongs; ///< Payloads, as they arrive.
    std::optional<quint16> m_closeCode;
    QByteArray m_arrived; ///< Bytes of an incomplete frame.
    quint64 m_last = 0; ///< The last message that has arrived.
    bool m_hasResponse = false;
    bool m_hasClose = false;
};

} // namespace broadcaster
