// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QJsonObject>
#include <QtCore/QJsonValue>
#include <QtCore/QString>

#include <variant>

namespace broadcaster {

/// A call or a notification of JSON-RPC 2.0.
struct RpcMessage {
    QJsonValue id { QJsonValue::Undefined }; ///< A text or a whole number; undefined: no answer.
    QString method;
    QJsonObject params;

    [[nodiscard]] bool isNotification() const { return id.isUndefined(); }
};

namespace rpccode {

inline constexpr int ParseError = -32700;
inline constexpr int InvalidRequest = -32600;
inline constexpr int MethodNotFound = -32601;
inline constexpr int InvalidParams = -32602;
inline constexpr int InternalError = -32603;
// Those of MCP (2026-07-28, error codes).
inline constexpr int HeaderMismatch = -32020;
inline constexpr int UnsupportedVersion = -32022;

} // namespace rpccode

struct RpcError {
    QJsonValue id { QJsonValue::Null }; ///< That of the call, as far as it was readable.
    int code = rpccode::InternalError;
    QString message; ///< The fault, the allowed values, and the remedy.
    QJsonValue data { QJsonValue::Undefined };
};

/// Reads the body of a request: one message, no batch, no answer.
[[nodiscard]] std::variant<RpcMessage, RpcError> readRpc(const QByteArray &body);

[[nodiscard]] QByteArray writeRpc(const QJsonValue &id, const QJsonObject &result);
[[nodiscard]] QByteArray writeRpc(const RpcError &error);

} // namespace broadcaster
