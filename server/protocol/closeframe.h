// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <array>
#include <span>
#include <string_view>

namespace broadcaster {

/// The payload of a client's control frame, unmasked (RFC 6455 5.5).
class ControlPayload final {
public:
    /// REQUIRES: a whole control frame as FrameReader gives it.
    explicit ControlPayload(std::span<const char> frame);

    [[nodiscard]] std::string_view view() const { return { m_bytes.data(), m_size }; }

private:
    static constexpr std::size_t MaxSize = 125;

    std::array<char, MaxSize> m_bytes;
    std::size_t m_size;
};

/// Code and reason of the broker's close frame.
struct CloseAnswer {
    quint16 code;
    std::string_view reason {};
};

/// The answer to a client's close frame (RFC 6455 5.5.1, 7.4): its own code where that may be sent
/// (1000 to 1003, 1007 to 1014, 3000 to 4999), 1000 where there is none, else 1002; 1007 where the
/// reason is not UTF-8. REQUIRES: a whole control frame as FrameReader gives it.
[[nodiscard]] CloseAnswer closeAnswer(std::span<const char> frame);

/// Appends a close frame of the broker. A reason is cut off after 123 bytes.
void appendCloseFrame(QByteArray &out, quint16 code, std::string_view reason);

} // namespace broadcaster
