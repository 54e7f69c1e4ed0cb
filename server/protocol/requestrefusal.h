// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <string_view>

namespace boost::system {
class error_code;
}

namespace broadcaster {

/// The answer to a request that cannot be read.
struct RequestRefusal {
    int status = 0;
    QByteArray reason; ///< One English sentence.
};

[[nodiscard]] RequestRefusal headTooLong();
[[nodiscard]] RequestRefusal bodyTooLong();
/// The refusal for an error of Boost.Beast's parser. `head`: the input that the parser did not
/// take.
[[nodiscard]] RequestRefusal parseRefusal(
    const boost::system::error_code &error, std::string_view head);

} // namespace broadcaster
