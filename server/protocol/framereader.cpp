// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/framereader.h"

#include "server/api/closecode.h"
#include "server/base/tuning.h"
#include "server/protocol/envelope.h"
#include "server/protocol/frameheader.h"
#include "server/protocol/messagecompression.h"

#include <QtCore/QtEndian>

#include <algorithm>
#include <cstring>

namespace broadcaster {

using namespace std::literals;
using namespace frameheader;

namespace {

bool isControl(Opcode opcode)
{
    return static_cast<quint8>(opcode) & ControlBit;
}

/// Unmasks sizeof(Word) bytes and moves behind them.
template <typename Word, typename Mask>
inline void unmaskWord(char *&to, const char *&from, Mask mask)
{
    Word word;
    std::memcpy(&word, from, sizeof word);
    word ^= mask;
    std::memcpy(to, &word, sizeof word);
    to += sizeof word;
    from += sizeof word;
}

/// `from` may be `to`.
void unmask(char *to, const char *from, qsizetype size, const std::array<char, 4> &mask)
{
    using Block [[gnu::vector_size(32)]] = quint64;
    quint32 shortMask;
    std::memcpy(&shortMask, mask.data(), sizeof shortMask);
    const quint64 wideMask = quint64 { shortMask } << 32 | shortMask;
    const char *const end = from + size;
    while (end - from >= qsizetype { sizeof(Block) })
        unmaskWord<Block>(to, from, wideMask);
    // Less than a block is left. Conditions, not loops, which the compiler would prepare for many
    // turns.
    if (end - from >= 16) {
        unmaskWord<quint64>(to, from, wideMask);
        unmaskWord<quint64>(to, from, wideMask);
    }
    if (end - from >= 8)
        unmaskWord<quint64>(to, from, wideMask);
    if (end - from >= 4)
        unmaskWord<quint32>(to, from, shortMask);
    for (std::size_t at = 0; from < end; ++at)
        *to++ = static_cast<char>(*from++ ^ mask[at]);
}

std::array<char, 4> maskBehind(const std::array<char, 4> &mask, qsizetype size)
{
    const auto at = static_cast<std::size_t>(size & 3);
    return { mask[at], mask[(at + 1) & 3], mask[(at + 2) & 3], mask[(at + 3) & 3] };
}

} // namespace

FrameReader::FrameReader(qsizetype maxMessageSize, BufferPool &buffers)
    : m_buffers(buffers)
    , m_maxMessageSize(maxMessageSize)
{
}

FrameReader::Event FrameReader::next(std::span<char> &input)
{
    if (m_isDelivered) [[unlikely]] {
        // Control frames may interrupt an incomplete message, but a message cannot interrupt a
        // control frame.
        if (m_control.isEmpty())
            freeMessage();
        else
            m_control.clear();
        if (m_isCompressed)
            m_compression->dropMessage();
        m_isDelivered = false;
    }
    if (m_rest) [[unlikely]]
        return nextBehindError(input);

    while (!input.empty()) {
        Event event;
        if (m_isInControl) {
            event = continueControl(input);
        } else if (m_isInData) {
            event = continueData(input);
        } else if (m_headerSize != 0) {
            event = continueHeader(input);
        } else {
            Header header;
            const auto count = static_cast<qsizetype>(input.size());
            if (const Failure *failure = readHeader(input.data(), count, header))
                return fail(*failure);
            if (header.size == 0) {
                std::copy(input.begin(), input.end(), m_header.begin());
                m_headerSize = static_cast<quint8>(count);
                input = input.last(0);
                return {};
            }
            input = input.subspan(static_cast<std::size_t>(header.size));
            event = beginFrame(header, input);
        }
        if (event.kind != Kind::NeedMore)
            return event;
    }
    return {};
}

std::span<char> FrameReader::placeForRest()
{
    if (!m_isInData || m_missing < limits::DirectReceiveBytes)
        return {};
    // The buffer's capacity decides, not the header that the peer has sent.
    const qsizetype room = m_message.capacity() - m_message.size() - ScanPadding;
    return { m_message.data() + m_message.size(),
        static_cast<std::size_t>(std::clamp<qsizetype>(room, 0, m_missing)) };
}

void FrameReader::giveUp()
{
    if (!m_rest)
        enterFailed(rest());
}

/// Checks the first byte of a frame (RFC 6455 5.2, 5.4).
const FrameReader::Failure *FrameReader::checkStart(quint8 first) const
{
    static constexpr Failure Reserved { closecode::ProtocolError, "a reserved bit is set"sv };
    static constexpr Failure Unknown { closecode::ProtocolError, "an opcode is not known"sv };
    static constexpr Failure Fragment { closecode::ProtocolError,
        "a control frame is fragmented"sv };
    static constexpr Failure Nothing { closecode::ProtocolError,
        "there is no message to continue"sv };
    static constexpr Failure Unfinished { closecode::ProtocolError,
        "a message begins before the one in fragments has ended"sv };
    static constexpr Failure TooMany { closecode::PolicyViolation,
        "a message has too many fragments"sv };

    const auto opcode = static_cast<Opcode>(first & OpcodeBits);
    const bool mayBeCompressed = m_compression
        && (opcode == Opcode::Text || opcode == Opcode::Binary);
    if (first & ReservedBits & (mayBeCompressed ? ~CompressedBit : ReservedBits))
        return &Reserved;
    switch (opcode) {
    case Opcode::Continuation:
        if (m_fragments == 0)
            return &Nothing;
        return m_fragments < limits::MaxFragments ? nullptr : &TooMany;
    case Opcode::Text:
    case Opcode::Binary:
        return m_fragments != 0 ? &Unfinished : nullptr;
    case Opcode::Close:
    case Opcode::Ping:
    case Opcode::Pong:
        return first & FinalBit ? nullptr : &Fragment;
    }
    return &Unknown;
}

/// Complains as early as possible: the bytes of an incomplete header are checked at once.
const FrameReader::Failure *FrameReader::readHeader(
    const char *bytes, qsizetype count, Header &header) const
{
    static constexpr Failure Unmasked { closecode::ProtocolError, "a frame is not masked"sv };
    static constexpr Failure LongControl { closecode::ProtocolError,
        "a control frame is too long"sv };
    static constexpr Failure Size { closecode::ProtocolError,
        "the size of a frame is badly written"sv };
    static constexpr Failure TooBig { closecode::MessageTooBig, "the message is too big"sv };

    const auto first = static_cast<quint8>(bytes[0]);
    if (const Failure *failure = checkStart(first))
        return failure;
    if (count < 2)
        return nullptr;
    const auto second = static_cast<quint8>(bytes[1]);
    if (!(second & MaskBit))
        return &Unmasked;
    header.opcode = static_cast<Opcode>(first & OpcodeBits);
    header.isFinal = first & FinalBit;
    header.isCompressed = first & CompressedBit;

    quint64 payloadSize = second & SizeBits;
    int size = 2;
    if (payloadSize > MaxShortSize) {
        if (isControl(header.opcode))
            return &LongControl;
        const bool isWide = payloadSize == Size64;
        size = isWide ? 10 : 4;
        if (count < size)
            return nullptr;
        payloadSize = isWide ? qFromBigEndian<quint64>(bytes + 2)
                             : quint64 { qFromBigEndian<quint16>(bytes + 2) };
        if (payloadSize <= (isWide ? quint64 { 0xffff } : MaxShortSize) || payloadSize >> 63)
            return &Size;
    }
    if (!isControl(header.opcode)) {
        const auto room = static_cast<quint64>(
            qMax(m_maxMessageSize - m_message.size(), qsizetype { 0 }));
        if (payloadSize > room)
            return &TooBig;
    }
    if (count < size + MaskSize)
        return nullptr;
    std::copy_n(bytes + size, MaskSize, header.mask.begin());
    header.payloadSize = static_cast<qsizetype>(payloadSize);
    header.size = size + MaskSize;
    return nullptr;
}

/// The header has been taken from the input; the payload follows.
FrameReader::Event FrameReader::beginFrame(const Header &header, std::span<char> &input)
{
    if (isControl(header.opcode))
        return beginControl(header, input);

    if (header.opcode != Opcode::Continuation) {
        m_opcode = header.opcode;
        m_isCompressed = header.isCompressed;
        m_text = {};
    }
    const auto size = static_cast<std::size_t>(header.payloadSize);
    if (header.isFinal && m_fragments == 0 && input.size() >= size) [[likely]] {
        const std::span<char> payload = input.first(size);
        unmask(payload.data(), payload.data(), header.payloadSize, header.mask);
        input = input.subspan(size);
        return finishMessage(payload);
    }
    m_isInData = true;
    m_isFinal = header.isFinal;
    m_fragments = header.isFinal ? 0 : m_fragments + 1;
    m_missing = header.payloadSize;
    m_mask = header.mask;
    makeRoom(m_missing);
    return continueData(input);
}

FrameReader::Event FrameReader::beginControl(const Header &header, std::span<char> &input)
{
    if (m_headerSize == 0 && input.size() >= static_cast<std::size_t>(header.payloadSize)) {
        // The header lies right before the payload.
        const auto size = static_cast<std::size_t>(header.size + header.payloadSize);
        const std::span<char> frame(input.data() - header.size, size);
        input = input.subspan(static_cast<std::size_t>(header.payloadSize));
        return { Kind::Control, header.opcode, frame };
    }
    m_isInControl = true;
    m_missing = header.payloadSize;
    m_control.reserve(header.size + header.payloadSize);
    if (m_headerSize != 0)
        m_control.append(m_header.data(), header.size);
    else
        m_control.append(input.data() - header.size, header.size);
    return continueControl(input);
}

FrameReader::Event FrameReader::continueHeader(std::span<char> &input)
{
    const auto before = static_cast<std::size_t>(m_headerSize);
    const std::size_t taken = std::min(m_header.size() - before, input.size());
    std::copy_n(input.begin(), taken, m_header.begin() + before);
    Header header;
    if (const Failure *failure = readHeader(
            m_header.data(), static_cast<qsizetype>(before + taken), header))
        return fail(*failure);
    if (header.size == 0) {
        m_headerSize = static_cast<quint8>(before + taken);
        input = input.last(0);
        return {};
    }
    input = input.subspan(static_cast<std::size_t>(header.size) - before);
    const Event event = beginFrame(header, input);
    m_headerSize = 0;
    return event;
}

FrameReader::Event FrameReader::continueControl(std::span<char> &input)
{
    const qsizetype taken = qMin(m_missing, static_cast<qsizetype>(input.size()));
    m_control.append(input.data(), taken);
    input = input.subspan(static_cast<std::size_t>(taken));
    m_missing -= taken;
    if (m_missing != 0)
        return {};
    m_isInControl = false;
    m_isDelivered = true;
    return { Kind::Control, static_cast<Opcode>(m_control.front() & OpcodeBits),
        { m_control.data(), static_cast<std::size_t>(m_control.size()) } };
}

FrameReader::Event FrameReader::continueData(std::span<char> &input)
{
    static constexpr Failure NotUtf8 { closecode::InvalidText, "text that is not UTF-8"sv };
    const qsizetype taken = qMin(m_missing, static_cast<qsizetype>(input.size()));
    const qsizetype held = m_message.size();
    m_message.resize(held + taken); // makeRoom() has reserved the memory.
    char *const payload = m_message.data() + held;
    unmask(payload, input.data(), taken, m_mask);
    m_mask = maskBehind(m_mask, taken);
    input = input.subspan(static_cast<std::size_t>(taken));
    m_missing -= taken;
    if (m_opcode == Opcode::Text && !m_isCompressed
        && !m_text.take({ payload, static_cast<std::size_t>(taken) }))
        return fail(NotUtf8);
    if (m_missing != 0)
        return {};
    m_isInData = false;
    if (!m_isFinal)
        return {};
    m_isDelivered = true;
    return finishMessage({ m_message.data(), static_cast<std::size_t>(m_message.size()) });
}

FrameReader::Event FrameReader::finishMessage(std::span<char> payload)
{
    static constexpr Failure Inflated { closecode::MessageTooBig,
        "the message is too big when it is decompressed"sv };
    static constexpr Failure NotDeflate { closecode::InvalidText,
        "a compressed message cannot be decompressed"sv };
    if (!m_isCompressed) [[likely]]
        return { Kind::Message, m_opcode, payload };
    m_isDelivered = true;
    switch (m_compression->decompress(payload, m_maxMessageSize)) {
    case Inflater::Result::Ok:
        return { Kind::Message, m_opcode, m_compression->message() };
    case Inflater::Result::TooBig:
        return fail(Inflated);
    case Inflater::Result::Invalid:
        break;
    }
    return fail(NotDeflate);
}

FrameReader::Event FrameReader::fail(const Failure &failure)
{
    enterFailed(failure.closeCode == closecode::ProtocolError ? FrameSkipper() : rest());
    return { Kind::Error, Opcode::Close, {}, failure.closeCode, failure.reason };
}

/// Where the reader is in the frames.
FrameSkipper FrameReader::rest() const
{
    const bool isClose = m_isInControl
        && (m_control.front() & OpcodeBits) == static_cast<int>(Opcode::Close);
    return { std::span(m_header).first(m_headerSize), m_missing, isClose };
}

/// The only way into the failed state. Drops everything of the incomplete frame.
void FrameReader::enterFailed(FrameSkipper rest)
{
    m_rest = std::make_unique<FrameSkipper>(rest);
    freeMessage();
    m_control.clear();
    m_headerSize = 0;
    m_missing = 0;
    m_fragments = 0;
    m_isInData = false;
    m_isInControl = false;
    m_isDelivered = false;
}

FrameReader::Event FrameReader::nextBehindError(std::span<char> &input)
{
    switch (m_rest->skip(input)) {
    case FrameSkipper::State::NeedMore:
        return {};
    case FrameSkipper::State::Closed:
        return { Kind::Control, Opcode::Close };
    case FrameSkipper::State::Lost:
        break;
    }
    return { Kind::Lost };
}

/// Reserves the announced size at once: memory is not touched before bytes come, and no byte is
/// copied twice. Many small fragments at least double the capacity.
void FrameReader::makeRoom(qsizetype more)
{
    const qsizetype needed = m_message.size() + more + ScanPadding;
    const qsizetype capacity = m_message.capacity();
    if (m_message.isNull())
        m_message = m_buffers.take(needed);
    else if (capacity < needed)
        m_message.reserve(qMax(needed, qMin(2 * capacity, m_maxMessageSize + ScanPadding)));
}

} // namespace broadcaster
