// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// The bytes of a client after its handshake: the result does not depend on how they are split.

#include "server/protocol/framereader.h"
#include "server/protocol/bufferpool.h"
#include "server/protocol/closeframe.h"
#include "server/protocol/messagecompression.h"
#include "server/protocol/utf8check.h"
#include "tests/fuzz/check.h"
#include "tests/protocol/paddedscan.h"

using namespace broadcaster;
using Kind = FrameReader::Kind;

namespace {

constexpr qsizetype Limit = 1000;
constexpr qsizetype MostHeld = Limit + 14 + 125; // Beside a message a control frame, or a header.

class Feeder final {
public:
    explicit Feeder(bool allowsCompressed)
    {
        if (allowsCompressed)
            m_reader.setCompression(m_compression);
    }

    void feed(const QByteArray &bytes)
    {
        if (m_isOver)
            return;
        const PaddedMessage padded(bytes);
        std::span<char> input(const_cast<char *>(padded.view().data()), padded.view().size());
        for (;;) {
            const FrameReader::Event event = m_reader.next(input);
            if (event.kind == Kind::NeedMore)
                break;
            note(event);
            if (m_isOver)
                return;
        }
        check(input.empty(), "all is used up when more is needed");
        check(m_reader.heldBytes() <= MostHeld, "no more is held than one message");
    }

    QByteArrayList events;

private:
    void note(const FrameReader::Event &event)
    {
        const QByteArray data(event.data.data(), static_cast<qsizetype>(event.data.size()));
        switch (event.kind) {
        case Kind::Message: {
            check(!m_hasFailed, "no message comes behind an error");
            check(data.size() <= Limit, "a message is within the limit");
            Utf8Check text;
            if (event.opcode == Opcode::Text && (!text.take(view(data)) || !text.isComplete()))
                // The scanner refuses a whole message; the reader refuses an incomplete one.
                fail(1007);
            else
                events += (event.opcode == Opcode::Text ? "text " : "binary ") + data;
            break;
        }
        case Kind::Control:
            check(!m_hasFailed || event.opcode == Opcode::Close, "no ping comes behind an error");
            events += "control " + data;
            if (event.opcode == Opcode::Close && !m_hasFailed) {
                const quint16 code = closeAnswer(event.data).code;
                check((code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014)
                        || (code >= 3000 && code <= 4999),
                    "a close is answered with a code that may be sent");
            }
            break;
        case Kind::Lost:
            check(m_hasFailed, "a reader is lost behind an error");
            m_isOver = true;
            events += "lost";
            break;
        default:
            check(!m_hasFailed, "there is one error");
            check(event.closeCode != 0 && !event.reason.empty(), "an error says what it is");
            check(m_reader.heldBytes() == 0, "nothing is held behind an error");
            fail(event.closeCode);
        }
    }
    void fail(quint16 code)
    {
        events += "error " + QByteArray::number(code);
        m_hasFailed = true;
        m_isOver = code == 1007;
    }

    BufferPool m_buffers;
    const SystemClock m_clock;
    MessageCompression m_compression { m_clock };
    FrameReader m_reader { Limit, m_buffers };
    bool m_hasFailed = false;
    /// Lost, or text that is not UTF-8, which the reader sees only where a message is not whole.
    bool m_isOver = false;
};

void run(const QByteArray &bytes, bool allowsCompressed)
{
    Feeder whole(allowsCompressed);
    whole.feed(bytes);
    Feeder inPieces(allowsCompressed);
    forEachPiece(bytes, [&](const QByteArray &piece) { inPieces.feed(piece); });
    Feeder byByte(allowsCompressed);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        byByte.feed(bytes.sliced(i, 1));
    check(whole.events == inPieces.events, "pieces give the same events");
    check(whole.events == byByte.events, "single bytes give the same events");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = inputBytes(data, size);
    run(bytes, false);
    run(bytes, true);
    return 0;
}
