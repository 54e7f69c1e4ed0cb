// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/mcp/mcprequest.h"

#include "server/base/tuning.h"

#include <QtCore/QJsonArray>

#include <algorithm>
#include <array>
#include <optional>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array HandshakeVersions { "2025-11-25", "2025-06-18" };
constexpr QLatin1StringView VersionKey("io.modelcontextprotocol/protocolVersion");
constexpr QLatin1StringView CapabilitiesKey("io.modelcontextprotocol/clientCapabilities");

McpRefusal refuseMcp(const RpcMessage &message, int code, const QString &text)
{
    const QJsonValue id = message.isNotification() ? QJsonValue(QJsonValue::Null) : message.id;
    return { 400, { id, code, text } };
}

McpRefusal unsupported(const RpcMessage &message, const QString &version)
{
    McpRefusal refusal = refuseMcp(message, rpccode::UnsupportedVersion,
        u"Unsupported protocol version; supported: "_s + mcpVersions().join(u", "_s));
    refusal.error.data = QJsonObject {
        { u"supported"_s, QJsonArray::fromStringList(mcpVersions()) }, { u"requested"_s, version }
    };
    return refusal;
}

/// A header's value, which may be `=?base64?…?=` (2026-07-28, value encoding). Null: it is missing
/// or malformed.
QString headerText(const HttpRequest &request, QByteArrayView name)
{
    constexpr QByteArrayView Begin("=?base64?");
    constexpr QByteArrayView End("?=");
    const QByteArray value = request.header(name).trimmed();
    if (!value.startsWith(Begin) || !value.endsWith(End)
        || value.size() < Begin.size() + End.size())
        return QString::fromUtf8(value);
    const auto decoded = QByteArray::fromBase64Encoding(
        value.sliced(Begin.size(), value.size() - Begin.size() - End.size()),
        QByteArray::AbortOnBase64DecodingErrors);
    return decoded ? QString::fromUtf8(*decoded) : QString();
}

/// The fault of a header that must repeat a value of the body; null: it does.
QString mismatch(const HttpRequest &request, QByteArrayView name, const QString &value)
{
    const QString given = headerText(request, name);
    if (!given.isNull() && given == value)
        return {};
    const QString shown = request.header(name).isNull()
        ? u"is missing"_s
        : u"has '%1'"_s.arg(given.left(limits::MaxQuotedCharacters));
    return u"Header mismatch: %1 %2, but the body has '%3'"_s.arg(
        QString::fromLatin1(name), shown, value.left(limits::MaxQuotedCharacters));
}

/// The fault of the headers of a stateless call; null: there is none.
QString faultOfHeaders(
    const HttpRequest &request, const RpcMessage &message, const QString &version)
{
    QString fault = mismatch(request, "MCP-Protocol-Version", version);
    if (fault.isNull() && !message.isNotification())
        fault = mismatch(request, "Mcp-Method", message.method);
    if (fault.isNull() && message.method == "tools/call"_L1)
        fault = mismatch(request, "Mcp-Name", message.params.value("name"_L1).toString());
    return fault;
}

std::variant<McpRequest, McpRefusal> readStateless(
    const HttpRequest &request, const RpcMessage &message)
{
    const QJsonObject meta = message.params.value("_meta"_L1).toObject();
    const QString version = meta.value(VersionKey).toString();
    if (version.isEmpty())
        return refuseMcp(message, rpccode::InvalidParams,
            u"params._meta: %1 is missing; it is the version of the protocol, such as %2"_s.arg(
                VersionKey, QLatin1StringView(StatelessMcpVersion)));
    if (const QString fault = faultOfHeaders(request, message, version); !fault.isNull())
        return refuseMcp(message, rpccode::HeaderMismatch, fault);
    if (version != QLatin1StringView(StatelessMcpVersion))
        return unsupported(message, version);
    if (!meta.value(CapabilitiesKey).isObject())
        return refuseMcp(message, rpccode::InvalidParams,
            u"params._meta: %1 is missing; it may be an empty object"_s.arg(CapabilitiesKey));
    return McpRequest { message, true };
}

} // namespace

QStringList mcpVersions()
{
    QStringList versions { QString::fromLatin1(StatelessMcpVersion) };
    for (const char *version : HandshakeVersions)
        versions.append(QString::fromLatin1(version));
    return versions;
}

QString handshakeVersion(const QString &asked)
{
    const bool isKnown = std::any_of(HandshakeVersions.begin(), HandshakeVersions.end(),
        [&](const char *version) { return asked == QLatin1StringView(version); });
    return isKnown ? asked : QString::fromLatin1(HandshakeVersions.front());
}

std::variant<McpRequest, McpRefusal> readMcp(const HttpRequest &request)
{
    auto read = readRpc(request.body);
    if (auto *error = std::get_if<RpcError>(&read))
        return McpRefusal { 400, std::move(*error) };
    const RpcMessage &message = std::get<RpcMessage>(read);
    const QJsonObject meta = message.params.value("_meta"_L1).toObject();
    const QString version = QString::fromLatin1(request.header("MCP-Protocol-Version").trimmed());
    const bool isStateless = meta.contains(VersionKey) || message.method == "server/discover"_L1
        || version == QLatin1StringView(StatelessMcpVersion);
    if (isStateless && !message.isNotification())
        return readStateless(request, message);
    // The client that begins with initialize does not know yet which version it will speak.
    const bool isHandshake = message.method == "initialize"_L1;
    if (!version.isEmpty() && !isHandshake && !mcpVersions().contains(version))
        return unsupported(message, version);
    return McpRequest { message, isStateless };
}

} // namespace broadcaster
