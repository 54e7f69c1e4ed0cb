// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/codec/typeinfo.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QJsonArray>
#include <QtCore/QMap>
#include <QtCore/QSet>
#include <QtCore/QStringBuilder>

#include <optional>

namespace broadcaster {

/// The way of one type over the wire: encode(value), decode(value, to, decoding) and schema(), as
/// in TypeInfo. Few sources include these templates, by wiretypes.h.
template <typename T>
struct Wire;

/// Anything at all, to count the members of a struct.
struct AnyValue {
    template <typename T>
    operator T() const; // NOLINT(google-explicit-constructor): it stands for a T
};

template <typename T, typename... Values>
consteval size_t memberCount()
{
    if constexpr (requires { T { Values()..., AnyValue() }; })
        return memberCount<T, Values..., AnyValue>();
    else
        return sizeof...(Values);
}

template <Described T>
struct Wire<T> {
    static_assert(memberCount<T>() == std::size(T::fields), "a member is missing in its fields");

    static QCborValue encode(const T &value) { return encodeFields(T::fields, &value); }
    static QString decode(const QCborValue &value, T &to, const Decoding &decoding)
    {
        return decodeFields(T::fields, value, &to, decoding);
    }
    static QJsonObject schema() { return schemaOfFields(T::fields, SchemaOf::Answer); }
};

template <typename T>
struct Wire<std::optional<T>> {
    static QCborValue encode(const std::optional<T> &value)
    {
        return value ? Wire<T>::encode(*value) : QCborValue(nullptr);
    }
    static QString decode(const QCborValue &value, std::optional<T> &to, const Decoding &decoding)
    {
        return Wire<T>::decode(value, to.emplace(), decoding);
    }
    static QJsonObject schema() { return Wire<T>::schema(); }
};

template <typename List>
struct WireOfList {
    using Entry = typename List::value_type;

    static QCborValue encode(const List &value)
    {
        QCborArray array;
        for (const Entry &entry : value)
            array.append(Wire<Entry>::encode(entry));
        return array;
    }
    static QString decode(const QCborValue &value, List &to, const Decoding &decoding)
    {
        if (!value.isArray())
            return QStringLiteral(": must be a list");
        to.clear();
        const QCborArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            Entry entry {};
            if (const QString fault = Wire<Entry>::decode(array.at(i), entry, decoding);
                !fault.isNull())
                return u'[' % QString::number(i) % u']' % fault;
            to << std::move(entry);
        }
        return {};
    }
    static QJsonObject schema()
    {
        return { { QStringLiteral("type"), QStringLiteral("array") },
            { QStringLiteral("items"), Wire<Entry>::schema() } };
    }
};
template <typename T>
struct Wire<QList<T>> : WireOfList<QList<T>> {
};
template <typename T>
struct Wire<QSet<T>> : WireOfList<QSet<T>> {
};

template <typename Number, typename T>
struct Wire<QMap<Number, T>> {
    static QCborValue encode(const QMap<Number, T> &value)
    {
        QCborMap map;
        for (auto entry = value.begin(); entry != value.end(); ++entry)
            map.insert(static_cast<qint64>(entry.key()), Wire<T>::encode(entry.value()));
        return map;
    }
    static QString decode(const QCborValue &value, QMap<Number, T> &to, const Decoding &decoding)
    {
        if (!value.isMap())
            return QStringLiteral(": must be an object");
        to.clear();
        const QCborMap map = value.toMap();
        for (const auto &[key, given] : map) {
            Number number {};
            QString fault = Wire<Number>::decode(key, number, decoding);
            if (fault.isNull())
                fault = Wire<T>::decode(given, to[number], decoding);
            if (!fault.isNull())
                return fault;
        }
        return {};
    }
    static QJsonObject schema()
    {
        return { { QStringLiteral("type"), QStringLiteral("object") },
            { QStringLiteral("additionalProperties"), Wire<T>::schema() } };
    }
};

} // namespace broadcaster
