// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <span>
#include <string_view>

namespace broadcaster {

/// What the broker's close frame says.
struct CloseAnswer {
    quint16 code;
    std::string_view reason {};
};

/// The answer to a client's close frame (RFC 6455 5.5.1, 7.4): its own code where that may be sent
/// (1000 to 1003, 1007 to 1014, 3000 to 4999), 1000 where there is none, else 1002; 1007 where the
/// reason is not UTF-8. REQUIRES: a whole control frame as FrameReader gives it.
[[nodiscard]] CloseAnswer closeAnswer(std::span<const char> frame);

} // namespace broadcaster
