// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/load/options.h"
#include "bench/load/stamp.h"
#include "bench/wire/framing.h"

namespace broadcaster::bench {

/// A masked client frame whose stamp and message id are patched in place, at next to no cost per
/// message.
class MessageTemplate final {
public:
    /// `to` is JSON, or empty for a broadcast.
    MessageTemplate(std::string_view senderType, std::string_view to, const Options &options);

    [[nodiscard]] std::string_view frame() const { return m_frame; }
    /// All patched bytes lie before this offset.
    [[nodiscard]] std::size_t patchedSize() const { return m_stamp + Stamp::Size; }
    /// REQUIRES: patchedSize() bytes that were copied from frame().
    void patch(char *frame, const Stamp &stamp) const;
    void append(std::string &output, const Stamp &stamp) const;

private:
    [[nodiscard]] MaskingKey keyAt(std::size_t offset) const;

    std::string m_frame;
    MaskingKey m_key {};
    std::size_t m_payload = 0;
    std::size_t m_id = 0; ///< Offset of the counting digits in the message id.
    std::size_t m_stamp = 0;
};

/// The text directly before the stamp, which occurs nowhere else in a message.
inline constexpr std::string_view StampMark = R"("t":")";

[[nodiscard]] MaskingKey randomMaskingKey();

} // namespace broadcaster::bench
