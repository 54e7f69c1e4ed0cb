// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/owneddescriptor.h"
#include "server/net/upgrade.h"
#include "server/protocol/framewriter.h"

#include <QtCore/QList>

#include <sys/socket.h>

#include <array>

namespace broadcaster {

/// The other end of a socket pair: a WebSocket client after its handshake, without an event loop.
class SocketPeer final {
public:
    /// Also makes the broker's end: an upgrade of a client that may connect.
    explicit SocketPeer(Upgrade &upgrade)
    {
        std::array<int, 2> ends {};
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends.data()) != 0)
            qFatal("socketpair");
        m_descriptor = OwnedDescriptor(ends[1]);
        upgrade.stream = Stream(OwnedDescriptor(ends[0]));
        upgrade.webSocketKey = "dGhlIHNhbXBsZSBub25jZQ==";
    }

    /// With a mask that changes nothing. REQUIRES: fewer than 126 bytes.
    void send(Opcode opcode, const QByteArray &payload) const
    {
        QByteArray frame;
        frame.append(static_cast<char>(0x80 | static_cast<int>(opcode)));
        frame.append(static_cast<char>(0x80 | payload.size()));
        frame.append(4, '\0').append(payload);
        write(frame);
    }
    void sendText(const QByteArray &text) const { send(Opcode::Text, text); }
    void write(const QByteArray &bytes) const
    {
        if (::send(m_descriptor.get(), bytes.constData(), static_cast<size_t>(bytes.size()),
                MSG_NOSIGNAL)
            != bytes.size())
            qFatal("send");
    }
    void hangUp() { m_descriptor.reset(); }

    struct Frame {
        Opcode opcode;
        QByteArray payload;
    };
    /// All whole frames that have come by now, behind the answer to the handshake.
    const QList<Frame> &frames()
    {
        receive();
        if (answer.isEmpty()) {
            const qsizetype end = m_input.indexOf("\r\n\r\n");
            if (end < 0)
                return m_frames;
            answer = m_input.first(end + 4);
            m_input.remove(0, end + 4);
        }
        while (takeFrame()) { }
        return m_frames;
    }
    [[nodiscard]] QList<QByteArray> texts()
    {
        QList<QByteArray> all;
        for (const Frame &frame : frames()) {
            if (frame.opcode == Opcode::Text)
                all += frame.payload;
        }
        return all;
    }
    /// Code of the received close frame; 0: none.
    [[nodiscard]] int closeCode()
    {
        for (const Frame &frame : frames()) {
            if (frame.opcode == Opcode::Close)
                return static_cast<unsigned char>(frame.payload[0]) * 256
                    + static_cast<unsigned char>(frame.payload[1]);
        }
        return 0;
    }
    /// The broker has ended its side.
    [[nodiscard]] bool hasEnded()
    {
        receive();
        return m_hasEnded;
    }

    QByteArray answer; ///< Answer to the handshake.

private:
    void receive()
    {
        std::array<char, 65536> part;
        for (ssize_t count = 1; count > 0 && m_descriptor.isValid();) {
            count = ::recv(m_descriptor.get(), part.data(), part.size(), MSG_DONTWAIT);
            m_hasEnded = m_hasEnded || count == 0;
            if (count > 0)
                m_input.append(part.data(), count);
        }
    }
    /// Server frames are not masked: a header of 2, 4 or 10 bytes. Those here are below 64 KiB.
    bool takeFrame()
    {
        if (m_input.size() < 2)
            return false;
        const auto byte = [this](qsizetype at) { return static_cast<unsigned char>(m_input[at]); };
        qsizetype size = byte(1);
        qsizetype header = 2;
        if (size == 126) {
            if (m_input.size() < 4)
                return false;
            size = byte(2) * 256 + byte(3);
            header = 4;
        }
        if (m_input.size() < header + size)
            return false;
        m_frames.append({ static_cast<Opcode>(byte(0) & 0x0f), m_input.mid(header, size) });
        m_input.remove(0, header + size);
        return true;
    }

    OwnedDescriptor m_descriptor;
    QByteArray m_input;
    QList<Frame> m_frames;
    bool m_hasEnded = false;
};

} // namespace broadcaster
