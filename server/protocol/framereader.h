// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/bufferpool.h"
#include "server/protocol/frameskipper.h"
#include "server/protocol/framewriter.h"
#include "server/protocol/utf8check.h"

#include <QtCore/QByteArray>

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace broadcaster {

class MessageCompression;

/// Splits the byte stream of one client into messages and control frames (RFC 6455 5). Pure: bytes
/// in, events out. Keeps bytes of its own only while a frame or a message is incomplete. Text is
/// checked here only while its message is incomplete (RFC 6455 8.1: fail at once); the parser
/// checks whole messages.
class FrameReader final {
public:
    enum class Kind {
        NeedMore, ///< All input is used up.
        Message, ///< `data` is a whole message, unmasked, joined when it came in fragments.
        Control, ///< `data` is one whole control frame as it came: header, mask and payload.
        Error, ///< The connection must be closed with `closeCode`. Then only a Close or Lost
               ///< follows.
        Lost, ///< Where the frames behind an error begin cannot be told. Nothing else follows.
    };

    struct Event {
        Kind kind = Kind::NeedMore;
        Opcode opcode = Opcode::Text; ///< Text or Binary for a message.
        /// Valid until the next call. Behind a message at least ScanPadding bytes are readable.
        /// Empty for a Close behind an error.
        std::span<char> data {};
        quint16 closeCode = 0; ///< 1002, 1007, 1008 or 1009.
        std::string_view reason {};
    };

    FrameReader(qsizetype maxMessageSize, BufferPool &buffers);

    /// Compressed messages may come (RFC 7692): that was agreed on. They are decompressed here.
    void setCompression(MessageCompression &compression) { m_compression = &compression; }
    /// Takes the limit into account from the next frame header on.
    void setMaxMessageSize(qsizetype bytes) { m_maxMessageSize = bytes; }

    /// The next event in `input`. Moves `input` behind the used bytes, and unmasks them in place.
    /// Call until NeedMore. REQUIRES: ScanPadding readable bytes behind `input`, and the same
    /// input, moved on, until NeedMore.
    [[nodiscard]] Event next(std::span<char> &input);

    /// A place to receive the rest of a payload at when much of it is missing; next() takes it from
    /// there without copying. Else empty, and always behind an error.
    [[nodiscard]] std::span<char> placeForRest();

    /// Bytes held for an incomplete frame or message.
    [[nodiscard]] qsizetype heldBytes() const
    {
        return m_message.size() + m_control.size() + m_headerSize;
    }

    /// Fails the reader from outside, as if next() had answered with an Error: it drops its bytes.
    void giveUp();

private:
    struct Failure {
        quint16 closeCode;
        std::string_view reason;
    };
    struct Header {
        Opcode opcode = Opcode::Continuation;
        bool isFinal = false;
        bool isCompressed = false;
        int size = 0; ///< Size of the header; 0: it is not whole.
        qsizetype payloadSize = 0;
        std::array<char, 4> mask {};
    };
    static constexpr int MaxHeaderSize = 14;

    [[nodiscard]] const Failure *checkStart(quint8 first) const;
    [[nodiscard]] const Failure *readHeader(
        const char *bytes, qsizetype count, Header &header) const;
    [[nodiscard]] Event beginFrame(const Header &header, std::span<char> &input);
    [[nodiscard]] Event beginControl(const Header &header, std::span<char> &input);
    [[nodiscard]] Event continueHeader(std::span<char> &input);
    [[nodiscard]] Event continueControl(std::span<char> &input);
    [[nodiscard]] Event continueData(std::span<char> &input);
    [[nodiscard]] Event finishMessage(std::span<char> payload);
    [[nodiscard]] Event fail(const Failure &failure);
    [[nodiscard]] FrameSkipper rest() const;
    void enterFailed(FrameSkipper rest);
    [[nodiscard]] Event nextBehindError(std::span<char> &input);
    void makeRoom(qsizetype more);
    void freeMessage() { m_buffers.giveBack(std::exchange(m_message, {})); }

    // The members below are the cost of an idle connection; the two buffers are empty then.
    BufferPool &m_buffers;
    MessageCompression *m_compression = nullptr; ///< Null: every message is plain.
    qsizetype m_maxMessageSize;
    qsizetype m_missing = 0; ///< Payload bytes of the current frame still to come.
    QByteArray m_message; ///< Unmasked payload of an incomplete message.
    QByteArray m_control; ///< Head of an incomplete control frame, as it came.
    std::unique_ptr<FrameSkipper> m_rest; ///< Present once the reader has failed, for good.
    std::array<char, 4> m_mask {}; ///< The first byte is for the next payload byte.
    quint32 m_fragments = 0; ///< Frames of a message so far, until its last one begins.
    std::array<char, MaxHeaderSize> m_header {}; ///< Head of an incomplete frame header.
    quint8 m_headerSize = 0;
    Opcode m_opcode = Opcode::Text; ///< Opcode of the current message.
    Utf8Check m_text; ///< State of the check of an incomplete, plain text message.
    bool m_isCompressed = false; ///< The current message is compressed.
    bool m_isFinal = false; ///< The current data frame ends its message.
    bool m_isInData = false;
    bool m_isInControl = false;
    bool m_isDelivered = false; ///< The buffers' contents have been handed out.
};

} // namespace broadcaster
