// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <optional>

namespace broadcaster {

/// The form in which a client may get messages beside the plain one: compressed by DEFLATE (RFC
/// 7692), each by itself. The client says how far back a message may refer.
enum class Compression : quint8 {
    None,
    SmallWindow, ///< At most 512 bytes back.
    FullWindow, ///< At most 32 KiB back.
};
inline constexpr int CompressionForms = 3;
inline constexpr int SmallWindowBits = 9; ///< The window has 2^9 bytes.
inline constexpr int FullWindowBits = 15;

/// One offer that is accepted.
struct DeflateAnswer {
    Compression compression = Compression::None;
    QByteArray header; ///< The value of Sec-WebSocket-Extensions in the answer.
};

/// Accepts the first offer of permessage-deflate that can be kept (RFC 7692 7.1). `offers` is the
/// value of Sec-WebSocket-Extensions. Null: there is none, and the client gets plain frames.
[[nodiscard]] std::optional<DeflateAnswer> acceptDeflate(QByteArrayView offers);

} // namespace broadcaster
