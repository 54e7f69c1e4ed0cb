// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <algorithm>
#include <array>
#include <type_traits>

namespace broadcaster {

/// The rights of callers.
enum class Right {
    Open = 0, ///< Nothing: everybody may ask.
    Look = 1,
    Act = 2,
    Keys = 4, ///< Issue, list and revoke API keys.
};

/// The description of an operation or an event, for people and for calls by name.
struct About {
    const char *name;
    Right right;
    const char *help;
};

/// The way of a type over the wire; only server/codec knows how.
struct TypeInfo;
template <typename T>
const TypeInfo &typeInfo();

/// One member of an operation, an event or a value, as it is called outside of the program.
struct FieldInfo {
    const char *name;
    const char *help;
    bool isOptional; ///< A question may leave it out.
    bool isSecret;
    const TypeInfo &(*type)();
    void *(*member)(void *object); ///< The member of an object of the type that has the field.
};
using NoFields = std::array<FieldInfo, 0>;

template <typename T>
concept Described = requires
{
    std::begin(T::fields);
};
/// A value that can be asked for: it has `Answer`, `about` and `fields`.
template <typename T>
concept AnOperation = Described<T> && requires
{
    typename T::Answer;
    T::about.right;
};

/// Whether a value of this type can have a key in it.
template <typename T>
consteval bool holdsSecret()
{
    if constexpr (std::is_same_v<T, ApiKey>)
        return true;
    else if constexpr (Described<T>)
        return std::any_of(std::begin(T::fields), std::end(T::fields),
            [](const FieldInfo &field) { return field.isSecret; });
    else if constexpr (requires { typename T::value_type; })
        return !std::is_same_v<typename T::value_type, T> && holdsSecret<typename T::value_type>();
    else
        return false;
}

template <auto M>
struct MemberOf;
template <typename Owner, typename T, T Owner::*M>
struct MemberOf<M> {
    using Type = T;
    static void *in(void *object) { return &(static_cast<Owner *>(object)->*M); }
};

template <auto M>
constexpr FieldInfo field(const char *name, const char *help)
{
    using Type = typename MemberOf<M>::Type;
    return { name, help, false, holdsSecret<Type>(), &typeInfo<Type>, &MemberOf<M>::in };
}

template <auto M>
constexpr FieldInfo optionalField(const char *name, const char *help)
{
    FieldInfo info = field<M>(name, help);
    info.isOptional = true;
    return info;
}

template <typename... Ts>
struct TypeList {
    static constexpr size_t Size = sizeof...(Ts);
};

/// The place of a type in a list. A type that is not in it is a compile error.
template <typename T, typename... Ts>
consteval size_t indexIn(TypeList<Ts...>)
{
    static_assert(
        (std::is_same_v<T, Ts> || ...), "add it to Operations in server/api/operations.h");
    constexpr std::array Same { std::is_same_v<T, Ts>... };
    return static_cast<size_t>(std::find(Same.begin(), Same.end(), true) - Same.begin());
}

} // namespace broadcaster
