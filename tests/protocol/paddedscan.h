// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/protocol/envelope.h"

#include <algorithm>
#include <vector>

namespace broadcaster {

/// A message in a block of its own with exactly the promised padding, so that a sanitizer sees
/// every byte too many. The content of the padding must never matter.
class PaddedMessage final {
public:
    explicit PaddedMessage(const QByteArray &message, char padding = '}')
        : m_bytes(static_cast<std::size_t>(message.size() + ScanPadding), padding)
    {
        std::copy(message.begin(), message.end(), m_bytes.begin());
    }
    [[nodiscard]] std::string_view view() const
    {
        return { m_bytes.data(), m_bytes.size() - static_cast<std::size_t>(ScanPadding) };
    }

private:
    std::vector<char> m_bytes;
};

} // namespace broadcaster
