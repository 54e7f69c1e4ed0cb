// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "bench/load/options.h"
#include "bench/load/stamp.h"
#include "bench/wire/framing.h"

namespace broadcaster::bench {

/// A masked client frame whose stamp and message id are patched in place, which costs next to
/// nothing per message.
class MessageTemplate final {
public:
    /// `to` is JSON, or empty for a broadcast.
    MessageTemplate(std::string_view senderType, std::string_view to, const Options &options);

    [[nodiscard]] std::string_view frame() const { return m_frame; }
    /// Everything that is ever patched lies before this offset.
    [[nodiscard]] std::size_t patchedSize() const { return m_stamp + Stamp::Size; }
    /// REQUIRES: patchedSize() bytes that were copied from frame().
    void patch(char *frame, const Stamp &stamp) const;
    void append(std::string &output, const Stamp &stamp) const;

private:
    [[nodiscard]] MaskingKey keyAt(std::size_t offset) const;

    std::string m_frame;
    MaskingKey m_key {};
    std::size_t m_payload = 0;
    std::size_t m_id = 0; ///< Of the digits in the message id that count.
    std::size_t m_stamp = 0;
};

/// What stands directly before the stamp, and nowhere else in a message.
inline constexpr std::string_view StampMark = R"("t":")";

[[nodiscard]] MaskingKey randomMaskingKey();

} // namespace broadcaster::bench
