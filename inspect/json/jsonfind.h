// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <optional>
#include <vector>

namespace broadcaster {

/// The places where a text was found, in their order.
struct FoundPlaces {
    static constexpr size_t MaxPlaces = 10'000;

    std::vector<qsizetype> offsets; ///< At most MaxPlaces.
    bool isCut = false; ///< There are more.
};

/// Every place of `wanted`, none overlapping another. Ignores the case of ASCII letters. An empty
/// text is found nowhere.
[[nodiscard]] FoundPlaces findPlaces(QByteArrayView text, QByteArrayView wanted);

/// The names, strings, numbers and literals of JSON that contain `wanted`: the begin of each, once.
/// Strings are searched as they are written, escapes included.
[[nodiscard]] FoundPlaces findTokens(QByteArrayView json, QByteArrayView wanted);

enum class FindStep { Here, Next, Previous };
/// The index of the next place from an offset, around the end; null when there is none. Here may be
/// the offset itself.
[[nodiscard]] std::optional<size_t> stepTo(
    const FoundPlaces &found, FindStep step, qsizetype offset);

} // namespace broadcaster
