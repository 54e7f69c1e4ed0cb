// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/mcp/rpcmessage.h"

#include "server/base/tuning.h"

#include <QtCore/QJsonDocument>

#include <cmath>
#include <optional>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

RpcError invalidRpc(const QString &message, const QJsonValue &id = QJsonValue::Null)
{
    return { id, rpccode::InvalidRequest, message };
}

/// Numbers that every program reads alike.
bool isWholeNumber(const QJsonValue &value)
{
    constexpr double Most = 9'007'199'254'740'991; // 2^53 - 1
    if (!value.isDouble())
        return false;
    const double number = value.toDouble();
    return std::abs(number) <= Most && std::trunc(number) == number;
}

/// Null, or the fault of an id.
QString faultOfId(const QJsonValue &id)
{
    if (!id.isString() && !isWholeNumber(id))
        return u"id: it must be a text or a whole number; leave it out for a notification"_s;
    if (id.isString() && !id.toString().isValidUtf16())
        return u"id: it has half of a surrogate pair"_s;
    if (id.isString() && id.toString().toUtf8().size() > limits::MaxRpcIdBytes)
        return u"id: it must have at most %1 bytes"_s.arg(limits::MaxRpcIdBytes);
    return {};
}

/// The one value of a body.
std::variant<QJsonObject, RpcError> objectOf(const QByteArray &body)
{
    if (!body.isValidUtf8())
        return RpcError { QJsonValue::Null, rpccode::ParseError,
            u"The body is not UTF-8: send one JSON-RPC 2.0 message as JSON"_s };
    QJsonParseError fault;
    const QJsonDocument document = QJsonDocument::fromJson(body, &fault);
    if (fault.error != QJsonParseError::NoError)
        return RpcError { QJsonValue::Null, rpccode::ParseError,
            u"The body is not JSON: %1 at byte %2"_s.arg(fault.errorString()).arg(fault.offset) };
    if (document.isArray())
        return invalidRpc(
            u"Batches are not supported: send each message in a request of its own"_s);
    if (!document.isObject())
        return invalidRpc(u"The body must be one JSON-RPC 2.0 message, an object"_s);
    return document.object();
}

} // namespace

std::variant<RpcMessage, RpcError> readRpc(const QByteArray &body)
{
    auto read = objectOf(body);
    if (auto *error = std::get_if<RpcError>(&read))
        return std::move(*error);
    const QJsonObject &object = std::get<QJsonObject>(read);
    const QJsonValue id = object.value("id"_L1);
    if (const QString fault = id.isUndefined() ? QString() : faultOfId(id); !fault.isNull())
        return invalidRpc(fault);
    const QJsonValue known = id.isUndefined() ? QJsonValue(QJsonValue::Null) : id;
    if (object.value("jsonrpc"_L1).toString() != "2.0"_L1)
        return invalidRpc(u"jsonrpc: it must be \"2.0\""_s, known);
    const QJsonValue method = object.value("method"_L1);
    if (!method.isString())
        return invalidRpc(object.contains("result"_L1) || object.contains("error"_L1)
                ? u"This server asks nothing, so it takes no answers: send a call"_s
                : u"method: it must be a text"_s,
            known);
    const QJsonValue params = object.value("params"_L1);
    if (!params.isUndefined() && !params.isObject())
        return invalidRpc(u"params: it must be an object"_s, known);
    return RpcMessage { id, method.toString(), params.toObject() };
}

QByteArray writeRpc(const QJsonValue &id, const QJsonObject &result)
{
    const QJsonObject message { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, id },
        { u"result"_s, result } };
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

QByteArray writeRpc(const RpcError &error)
{
    QJsonObject inner { { u"code"_s, error.code }, { u"message"_s, error.message } };
    if (!error.data.isUndefined())
        inner.insert("data"_L1, error.data);
    const QJsonObject message { { u"jsonrpc"_s, u"2.0"_s }, { u"id"_s, error.id },
        { u"error"_s, inner } };
    return QJsonDocument(message).toJson(QJsonDocument::Compact);
}

} // namespace broadcaster
