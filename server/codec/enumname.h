// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace broadcaster {

namespace enumnames {

/// The name of an enumerator, out of the name that GCC and Clang give to this function:
/// `… [with auto Value = broadcaster::ErrorCode::NotFound; …]`, `… [Value = …]`.
template <auto Value>
consteval std::string_view nameOf()
{
    constexpr std::string_view Function = __PRETTY_FUNCTION__;
    constexpr std::string_view Start = "Value = ";
    const size_t begin = Function.find(Start) + Start.size();
    const std::string_view whole = Function.substr(
        begin, Function.find_first_of(";]", begin) - begin);
    return whole.substr(whole.rfind(':') + 1);
}

template <typename Enum, size_t... Values>
consteval std::array<std::string_view, sizeof...(Values)> namesOf(std::index_sequence<Values...>)
{
    return { nameOf<static_cast<Enum>(Values)>()... };
}

} // namespace enumnames

/// The number of enumerators of an enumeration whose values are 0, 1, 2 and so on. Each enumeration
/// on the wire has one.
template <typename Enum>
inline constexpr size_t EnumSize = 0;

/// The enumerators as they are called on the wire, by their values.
template <typename Enum>
inline constexpr auto EnumNames = enumnames::namesOf<Enum>(
    std::make_index_sequence<EnumSize<Enum>>());

template <typename Enum>
[[nodiscard]] std::optional<Enum> enumFromName(std::string_view name)
{
    for (size_t value = 0; value < EnumNames<Enum>.size(); ++value) {
        if (EnumNames<Enum>[value] == name)
            return static_cast<Enum>(value);
    }
    return std::nullopt;
}

} // namespace broadcaster
