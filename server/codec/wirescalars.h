// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/codec/wire.h"

#include <QtCore/QDate>
#include <QtCore/QDateTime>

#include <concepts>
#include <utility>

namespace broadcaster {

/// A type that is one value on the wire. The functions are in wirescalars.cpp.
template <typename T>
struct WireScalar {
    static QCborValue encode(const T &value);
    static QString decode(const QCborValue &value, T &to, const Decoding &decoding);
    static QJsonObject schema();
};

template <>
struct Wire<bool> : WireScalar<bool> {
};
template <>
struct Wire<QString> : WireScalar<QString> {
};
/// A byte string, because a message need not be valid UTF-8. A text is taken as well: JSON has no
/// other.
template <>
struct Wire<QByteArray> : WireScalar<QByteArray> {
};
template <>
struct Wire<QDate> : WireScalar<QDate> {
};
template <>
struct Wire<QDateTime> : WireScalar<QDateTime> {
};
template <>
struct Wire<ProjectId> : WireScalar<ProjectId> {
};
template <>
struct Wire<ClientId> : WireScalar<ClientId> {
};
template <>
struct Wire<ApiKey> : WireScalar<ApiKey> {
};

/// Numbers of this program are never negative.
template <std::integral T>
struct Wire<T> {
    static QCborValue encode(T value) { return static_cast<qint64>(value); }
    static QString decode(const QCborValue &value, T &to, const Decoding &)
    {
        const qint64 number = value.toInteger(-1);
        const bool isValid = value.isInteger() && number >= 0 && std::in_range<T>(number);
        to = isValid ? static_cast<T>(number) : T();
        return isValid ? QString() : QStringLiteral(": must be a whole number, and not negative");
    }
    static QJsonObject schema()
    {
        return { { QStringLiteral("type"), QStringLiteral("integer") },
            { QStringLiteral("minimum"), 0 } };
    }
};

} // namespace broadcaster
