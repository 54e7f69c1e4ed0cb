// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/deflate.h"

#include "server/api/check.h"
#include "server/base/tuning.h"

#include <algorithm>
#include <array>

#define ZLIB_CONST // zlib then takes its input as const.
#include <zlib.h>

namespace broadcaster {

namespace {

/// Every flushed message ends with an empty block, of which these four bytes are not sent.
constexpr std::array<char, 4> FlushTail { '\x00', '\x00', '\xff', '\xff' };

/// Sizes of zlib's tables (memLevel). Large ones are cleared too often where the window is small.
constexpr int FullWindowTables = 8;
constexpr int SmallWindowTables = 4;

constexpr qsizetype FirstInflatedBytes = 4 * 1024;

/// z_stream::data_type behind a whole block, with no bits left.
constexpr int BetweenBlocks = 128;

const Bytef *zlibBytes(const char *bytes)
{
    return reinterpret_cast<const Bytef *>(bytes);
}

} // namespace

Deflater::Deflater(int windowBits)
    : m_stream(std::make_unique<z_stream>())
{
    // Negative bits: DEFLATE without zlib's header.
    const int tables = windowBits == MAX_WBITS ? FullWindowTables : SmallWindowTables;
    (void)ensure(deflateInit2(m_stream.get(), limits::CompressionLevel, Z_DEFLATED, -windowBits,
                     tables, Z_DEFAULT_STRATEGY)
        == Z_OK);
}

Deflater::~Deflater()
{
    deflateEnd(m_stream.get());
}

bool Deflater::append(QByteArray &out, std::string_view message)
{
    // Room for a message that becomes smaller by a byte, and for the tail that is cut off.
    const qsizetype before = out.size();
    const auto room = static_cast<qsizetype>(message.size() + FlushTail.size()) - 1;
    out.resize(before + room);
    m_stream->next_in = zlibBytes(message.data());
    m_stream->avail_in = static_cast<uInt>(message.size());
    m_stream->next_out = reinterpret_cast<Bytef *>(out.data() + before);
    m_stream->avail_out = static_cast<uInt>(room);
    deflate(m_stream.get(), Z_SYNC_FLUSH);
    const bool fits = m_stream->avail_in == 0 && m_stream->avail_out > 0;
    const auto unused = static_cast<qsizetype>(m_stream->avail_out);
    deflateReset(m_stream.get());
    out.resize(fits ? before + room - unused - qsizetype { FlushTail.size() } : before);
    return fits;
}

Inflater::Inflater()
    : m_stream(std::make_unique<z_stream>())
{
    (void)ensure(inflateInit2(m_stream.get(), -MAX_WBITS) == Z_OK);
}

Inflater::~Inflater()
{
    inflateEnd(m_stream.get());
}

Inflater::Result Inflater::inflate(
    QByteArray &out, std::span<const char> compressed, qsizetype maxBytes)
{
    out.resize(0);
    m_hasEnded = compressed.empty();
    Result result = feed(out, compressed, maxBytes);
    if (result == Result::Ok && !m_hasEnded) {
        result = feed(out, FlushTail, maxBytes);
        if (result == Result::Ok && m_stream->data_type != BetweenBlocks)
            result = Result::Invalid;
    }
    inflateReset(m_stream.get());
    return result;
}

/// Adds what the bytes give. A block may be marked as the last one (RFC 7692 7.2.3.4): what follows
/// it begins anew.
Inflater::Result Inflater::feed(QByteArray &out, std::span<const char> bytes, qsizetype maxBytes)
{
    m_stream->next_in = zlibBytes(bytes.data());
    m_stream->avail_in = static_cast<uInt>(bytes.size());
    while (!m_hasEnded) {
        const qsizetype held = out.size();
        // One byte more than allowed tells that there is too much.
        const auto guess = static_cast<qsizetype>(4 * bytes.size());
        const qsizetype room = std::min(
            maxBytes + 1 - held, std::max({ FirstInflatedBytes, held, guess }));
        out.resize(held + room);
        m_stream->next_out = reinterpret_cast<Bytef *>(out.data() + held);
        m_stream->avail_out = static_cast<uInt>(room);
        const int state = ::inflate(m_stream.get(), Z_SYNC_FLUSH);
        out.resize(held + room - static_cast<qsizetype>(m_stream->avail_out));
        if (out.size() > maxBytes)
            return Result::TooBig;
        if (state == Z_STREAM_END) {
            inflateReset(m_stream.get());
            m_hasEnded = m_stream->avail_in == 0;
        } else if (state != Z_OK && state != Z_BUF_ERROR) {
            return Result::Invalid;
        } else if (m_stream->avail_out > 0) {
            return Result::Ok; // It waits for more bytes.
        }
    }
    return Result::Ok;
}

} // namespace broadcaster
