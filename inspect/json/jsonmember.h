// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"

#include <QtCore/QByteArrayMatcher>

namespace broadcaster {

/// The value at one path, for very many messages. Most messages lack the last name of the path,
/// and a search for that name in quotes is enough to tell.
class JsonMember final {
public:
    JsonMember() = default; ///< The path is empty.
    explicit JsonMember(JsonPath path);

    [[nodiscard]] const JsonPath &path() const { return m_path; }
    /// Missing when the message has no value there. The message outlives the result.
    [[nodiscard]] JsonValue in(QByteArrayView message) const;

private:
    JsonPath m_path;
    QByteArrayMatcher m_lastName; ///< Empty when the path has no name.
};

} // namespace broadcaster
