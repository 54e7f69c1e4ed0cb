// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/codec/configcodec.h"
#include "server/codec/errorcodec.h"
#include "server/codec/trafficcodec.h"
#include "server/codec/wirenames.h"
#include "server/codec/wirescalars.h"

namespace broadcaster {

// Every type that goes over the wire: those that have a codec of their own, and the others by the
// headers above.

template <>
struct Wire<Error> {
    static QCborValue encode(const Error &value) { return encodeError(value); }
    static QString decode(const QCborValue &value, Error &to, const Decoding &)
    {
        to = decodeError(value);
        return {};
    }
    static QJsonObject schema() { return { { QStringLiteral("type"), QStringLiteral("object") } }; }
};

template <>
struct Wire<BrokerConfig> {
    static QCborValue encode(const BrokerConfig &value) { return encodeConfig(value); }
    static QString decode(const QCborValue &value, BrokerConfig &to, const Decoding &decoding)
    {
        return decodeConfig(value, to, decoding);
    }
    static QJsonObject schema() { return { { QStringLiteral("type"), QStringLiteral("object") } }; }
};

template <>
struct Wire<TrafficBatchPointer> {
    static QCborValue encode(const TrafficBatchPointer &value) { return encodeTraffic(*value); }
    static QString decode(const QCborValue &value, TrafficBatchPointer &to, const Decoding &)
    {
        Result<TrafficBatchPointer> batch = decodeTraffic(value);
        if (!batch)
            return QStringLiteral(": ") + batch.error().detail;
        to = *std::move(batch);
        return {};
    }
    static QJsonObject schema() { return {}; } ///< JSON has no batches.
};

/// Behind all of the above, because it makes use of them.
template <typename T>
const TypeInfo &typeInfo()
{
    static constexpr TypeInfo Info {
        [](const void *value) { return Wire<T>::encode(*static_cast<const T *>(value)); },
        [](const QCborValue &value, void *to, const Decoding &decoding) {
            return Wire<T>::decode(value, *static_cast<T *>(to), decoding);
        },
        &Wire<T>::schema,
    };
    return Info;
}

} // namespace broadcaster
