// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/apikey.h"

#include "server/api/bytes.h"

#include <algorithm>

namespace broadcaster {

bool isWellFormed(const ApiKey &key)
{
    const QByteArrayView start(ApiKeyStart);
    const QByteArray &text = key.secret();
    return text.size() == start.size() + 2 * ApiKeyRandomBytes && text.startsWith(start)
        && std::all_of(text.begin() + start.size(), text.end(),
            [](char c) { return isDigit(c) || (c >= 'a' && c <= 'f'); });
}

} // namespace broadcaster
