// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <array>
#include <span>

namespace broadcaster {

/// Follows the frames of a client (RFC 6455 5.2) to its close frame without looking into them: what
/// a connection still takes that is about to be closed. Pure, and holds no payload.
class FrameSkipper final {
public:
    enum class State {
        NeedMore, ///< All input is used up.
        Closed, ///< A close frame has ended.
        Lost, ///< The bytes are not frames, for good.
    };

    /// Is lost from the start.
    FrameSkipper() = default;
    /// Begins in a frame: behind the first bytes of its header, or `missing` bytes before its end.
    FrameSkipper(std::span<const char> header, qsizetype missing, bool isClose);

    /// Moves `input` behind the used bytes.
    [[nodiscard]] State skip(std::span<char> &input);

private:
    void takeHeaderByte(char byte);

    qsizetype m_missing = 0; ///< Payload bytes of the current frame still to come.
    std::array<char, 14> m_header {}; ///< Head of an incomplete frame header.
    quint8 m_headerSize = 0;
    bool m_isClose = false; ///< The current frame is a close frame.
    bool m_isLost = true; ///< The bytes are not frames.
};

} // namespace broadcaster
