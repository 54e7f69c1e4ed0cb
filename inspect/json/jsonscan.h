// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"

#include <cstring>

/// The steps that all readers of JSON text here share. They see brackets and quotes only, allocate
/// nothing and never read outside the text, whatever it is.
namespace broadcaster::jsonscan {

[[nodiscard]] inline bool isSpace(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

[[nodiscard]] inline qsizetype skipSpace(QByteArrayView text, qsizetype at)
{
    while (at < text.size() && isSpace(text[at]))
        ++at;
    return at;
}

/// The place after the string whose opening quote is at `at`; -1 when it does not end.
[[nodiscard]] inline qsizetype skipString(QByteArrayView text, qsizetype at)
{
    const char *const begin = text.data() + at + 1;
    const char *const end = text.data() + text.size();
    const char *from = begin;
    while (from < end) {
        const auto *quote = static_cast<const char *>(
            std::memchr(from, '"', static_cast<size_t>(end - from)));
        if (!quote)
            return -1;
        const char *slash = quote;
        while (slash > from && slash[-1] == '\\')
            --slash;
        from = quote + 1;
        if ((quote - slash) % 2 == 0)
            return from - text.data();
    }
    return -1;
}

/// The value that begins at `at`, which is not a space; Missing when none begins or it does not
/// end.
[[nodiscard]] JsonValue valueAt(QByteArrayView text, qsizetype at);

} // namespace broadcaster::jsonscan
