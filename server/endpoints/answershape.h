// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"
#include "server/protocol/jsonwriter.h"

#include <span>
#include <string_view>

namespace broadcaster {

// HTTP answers are made of the fields of operations. A shape is what an answer has of a type: all
// of its fields, except those that are left out, and some by other names.

template <Described T, size_t N>
struct AnswerShape {
    std::array<FieldInfo, N> fields;

    /// The same with another name of one field.
    [[nodiscard]] consteval AnswerShape renamed(std::string_view field, const char *name) const
    {
        AnswerShape shape = *this;
        const auto found = std::find_if(shape.fields.begin(), shape.fields.end(),
            [&](const FieldInfo &each) { return each.name == field; });
        found->name = name; // A field that is not there does not compile.
        return shape;
    }
};

/// All fields of a type, except some. A name that no field has does not compile.
template <Described T, size_t Count>
[[nodiscard]] consteval auto allExcept(const std::string_view (&names)[Count])
{
    AnswerShape<T, std::size(T::fields) - Count> shape {};
    auto *end = shape.fields.begin();
    for (const FieldInfo &field : T::fields) {
        if (std::find(std::begin(names), std::end(names), field.name) == std::end(names))
            *end++ = field;
    }
    return shape;
}

template <Described T>
[[nodiscard]] consteval auto allOf()
{
    return AnswerShape<T, std::size(T::fields)> { std::to_array(T::fields) };
}

/// `fields` are those of the type of `object`. A null value becomes null.
void writeMembers(JsonWriter &json, std::span<const FieldInfo> fields, const void *object);

/// Writes members into the object that is open.
template <Described T, size_t N>
void writeMembers(JsonWriter &json, const AnswerShape<T, N> &shape, const T &value)
{
    writeMembers(json, shape.fields, &value);
}

template <Described T, size_t N>
void writeObject(JsonWriter &json, const AnswerShape<T, N> &shape, const T &value)
{
    json.beginObject();
    writeMembers(json, shape, value);
    json.endObject();
}

template <Described T, size_t N>
[[nodiscard]] QByteArray objectJson(const AnswerShape<T, N> &shape, const T &value)
{
    JsonWriter json;
    writeObject(json, shape, value);
    return json.json();
}

/// Writes `"partial":true`, a member of answers that lack a broker of the cluster; else nothing.
void writePartial(JsonWriter &json, bool isPartial);

} // namespace broadcaster
