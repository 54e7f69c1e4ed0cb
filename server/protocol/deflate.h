// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <memory>
#include <span>
#include <string_view>

struct z_stream_s;

namespace broadcaster {

/// Compresses messages (RFC 7692 7.2.1), each by itself. Takes a quarter of a megabyte, so one
/// serves many clients. Belongs to one thread.
class Deflater final {
public:
    /// `windowBits`: 9 to 15; a message refers back 2^windowBits bytes at most.
    explicit Deflater(int windowBits);
    ~Deflater();
    Q_DISABLE_COPY_MOVE(Deflater)

    /// Appends the compressed payload of a frame. False: it would not be smaller, and `out` is as
    /// before.
    [[nodiscard]] bool append(QByteArray &out, std::string_view message);

private:
    std::unique_ptr<z_stream_s> m_stream;
};

/// Decompresses messages (RFC 7692 7.2.2). Belongs to one thread.
class Inflater final {
public:
    enum class Result {
        Ok,
        TooBig, ///< The message is larger than allowed. Not more than that was decompressed.
        Invalid, ///< The bytes are not DEFLATE, or end too early.
    };

    Inflater();
    ~Inflater();
    Q_DISABLE_COPY_MOVE(Inflater)

    /// Puts the message of one compressed payload into `out`, at most `maxBytes` of it.
    [[nodiscard]] Result inflate(
        QByteArray &out, std::span<const char> compressed, qsizetype maxBytes);

private:
    [[nodiscard]] Result feed(QByteArray &out, std::span<const char> bytes, qsizetype maxBytes);

    std::unique_ptr<z_stream_s> m_stream;
    bool m_hasEnded = false; ///< Behind a block that is marked as the last one.
};

} // namespace broadcaster
