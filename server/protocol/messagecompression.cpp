// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/messagecompression.h"

#include "server/api/bytes.h"
#include "server/base/tuning.h"
#include "server/protocol/envelope.h"
#include "server/protocol/framewriter.h"

namespace broadcaster {

namespace {

void freeLarge(QByteArray &buffer)
{
    if (buffer.capacity() > limits::KeptBufferBytes)
        buffer = QByteArray();
}

/// Adds the time from its making to its end.
class Stopwatch final {
public:
    Stopwatch(const Clock &clock, CompressionCount &count)
        : m_clock(clock)
        , m_count(count)
        , m_begin(clock.now())
    {
    }
    ~Stopwatch() { m_count.time += m_clock.now() - m_begin; }
    Q_DISABLE_COPY_MOVE(Stopwatch)

private:
    const Clock &m_clock;
    CompressionCount &m_count;
    const Clock::Time m_begin;
};

} // namespace

void CompressionCount::add(const CompressionCount &other)
{
    messages += other.messages;
    savedBytes += other.savedBytes;
    time += other.time;
}

void CompressionCounts::add(const CompressionCounts &other)
{
    sent.add(other.sent);
    received.add(other.received);
}

void MessageCompression::compressLast(
    QByteArray &out, qsizetype from, Compression compression, qint64 receivers)
{
    const std::string_view frame = view(out).substr(static_cast<size_t>(from));
    const std::string_view message = framePayload(frame);
    const auto size = static_cast<qsizetype>(message.size());
    if (size < limits::MinCompressedBytes || size > limits::MaxCompressedBytes)
        return;
    const Stopwatch watch(m_clock, m_counts.sent);
    m_compressed.resize(0);
    if (deflater(compression).append(m_compressed, message)) {
        ++m_counts.sent.messages;
        m_counts.sent.savedBytes += (size - m_compressed.size()) * receivers;
        out.resize(from);
        appendCompressedFrame(out, Opcode::Text, view(m_compressed));
    }
    freeLarge(m_compressed);
}

Inflater::Result MessageCompression::decompress(
    std::span<const char> compressed, qsizetype maxBytes)
{
    const Stopwatch watch(m_clock, m_counts.received);
    if (!m_inflater)
        m_inflater.emplace();
    const Inflater::Result result = m_inflater->inflate(m_message, compressed, maxBytes);
    if (result == Inflater::Result::Ok) {
        ++m_counts.received.messages;
        m_counts.received.savedBytes += m_message.size()
            - static_cast<qsizetype>(compressed.size());
        m_message.reserve(m_message.size() + ScanPadding);
    } else {
        dropMessage();
    }
    return result;
}

void MessageCompression::dropMessage()
{
    freeLarge(m_message);
}

Deflater &MessageCompression::deflater(Compression compression)
{
    auto &deflater = m_deflaters[static_cast<size_t>(compression)];
    if (!deflater)
        deflater.emplace(
            compression == Compression::SmallWindow ? SmallWindowBits : FullWindowBits);
    return *deflater;
}

} // namespace broadcaster
