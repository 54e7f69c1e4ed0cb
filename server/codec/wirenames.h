// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/events.h"
#include "server/api/trafficnames.h"
#include "server/codec/enumname.h"
#include "server/codec/wire.h"

namespace broadcaster {

// Enumerations go over the wire by their names.

template <>
inline constexpr size_t EnumSize<ErrorCode> = ErrorCodeCount;
template <>
inline constexpr size_t EnumSize<ErrorReason> = ErrorReasonCount;
template <>
inline constexpr size_t EnumSize<BrokerState> = static_cast<size_t>(BrokerState::Stopping) + 1;
template <>
inline constexpr size_t EnumSize<ConsoleClientState> = static_cast<size_t>(
                                                           ConsoleClientState::Connected)
    + 1;
template <>
inline constexpr size_t EnumSize<ClientEvent::Kind> = static_cast<size_t>(ClientEvent::Kind::Closed)
    + 1;
template <>
inline constexpr size_t EnumSize<LogLevel> = static_cast<size_t>(LogLevel::Error) + 1;

[[nodiscard]] inline QCborValue nameValue(std::string_view name)
{
    return QCborValue(QLatin1StringView(name.data(), static_cast<qsizetype>(name.size())));
}

/// Null if the name is known.
template <typename T>
[[nodiscard]] QString takeName(const std::optional<T> &known, T &to)
{
    to = known.value_or(to);
    return known ? QString() : QStringLiteral(": is not a known name");
}

/// The schema of an enumeration. Long ones are not listed.
template <typename Names>
[[nodiscard]] QJsonObject schemaOfNames(const Names &names)
{
    constexpr size_t MostListed = 24;
    QJsonObject schema { { QStringLiteral("type"), QStringLiteral("string") } };
    QJsonArray all;
    for (const auto &name : names)
        all.append(QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())));
    if (names.size() <= MostListed)
        schema.insert(QStringLiteral("enum"), all);
    return schema;
}

template <typename T>
requires(EnumSize<T> > 0) struct Wire<T> {
    static QCborValue encode(T value)
    {
        return nameValue(EnumNames<T>.at(static_cast<size_t>(value)));
    }
    static QString decode(const QCborValue &value, T &to, const Decoding &)
    {
        return takeName(enumFromName<T>(value.toString().toStdString()), to);
    }
    static QJsonObject schema() { return schemaOfNames(EnumNames<T>); }
};

template <>
struct Wire<ClientType> {
    static QCborValue encode(ClientType value) { return nameValue(wireName(value)); }
    static QString decode(const QCborValue &value, ClientType &to, const Decoding &)
    {
        return takeName(clientTypeFromWire(value.toString().toStdString()), to);
    }
    static QJsonObject schema()
    {
        return schemaOfNames(std::array { wireName(ClientType::Runtime),
            wireName(ClientType::DataAgent), wireName(ClientType::Admin) });
    }
};

/// Enumerations that have the names of captures (trafficnames.h).
template <typename T, int Count>
struct WireOfNamed {
    static QCborValue encode(T value) { return QString::fromLatin1(nameOf(value)); }
    static QString decode(const QCborValue &value, T &to, const Decoding &)
    {
        const QByteArray name = value.toString().toLatin1();
        std::optional<T> known;
        for (int i = 0; i < Count && !known; ++i) {
            if (nameOf(static_cast<T>(i)) == name)
                known = static_cast<T>(i);
        }
        return takeName(known, to);
    }
    static QJsonObject schema()
    {
        std::array<QByteArrayView, Count> names;
        for (int i = 0; i < Count; ++i)
            names.at(static_cast<size_t>(i)) = nameOf(static_cast<T>(i));
        return schemaOfNames(names);
    }
};
template <>
struct Wire<TrafficKind> : WireOfNamed<TrafficKind, TrafficKindCount> {
};
template <>
struct Wire<DeliveryState>
    : WireOfNamed<DeliveryState, static_cast<int>(DeliveryState::ConnectionLost) + 1> {
};
template <>
struct Wire<Verdict> : WireOfNamed<Verdict, static_cast<int>(Verdict::NotRouted) + 1> {
};

} // namespace broadcaster
