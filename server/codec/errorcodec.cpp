// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/errorcodec.h"

#include "server/codec/wirenames.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

QCborValue encodeError(const Error &error)
{
    QCborMap map { { u"code"_s, Wire<ErrorCode>::encode(error.code) },
        { u"detail"_s, error.detail } };
    if (error.reason != ErrorReason::None)
        map.insert(u"reason"_s, Wire<ErrorReason>::encode(error.reason));
    if (!error.arguments.isEmpty())
        map.insert(u"arguments"_s, QCborArray::fromStringList(error.arguments));
    return map;
}

Error decodeError(const QCborValue &value)
{
    Error error { ErrorCode::Conflict, value["detail"_L1].toString() };
    const bool isKnown = Wire<ErrorCode>::decode(value["code"_L1], error.code, {}).isNull();
    // Without its code, and without all of its arguments, a reason has no words.
    if (!isKnown || !Wire<ErrorReason>::decode(value["reason"_L1], error.reason, {}).isNull())
        return error;
    const QCborArray arguments = value["arguments"_L1].toArray();
    for (const QCborValue &argument : arguments)
        error.arguments.append(argument.toString());
    return error;
}

} // namespace broadcaster
