// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/mcp/mcpendpoint.h"

#include "server/base/tuning.h"
#include "server/mcp/toolresult.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject serverInfo()
{
    return { { u"name"_s, u"broadcaster"_s }, { u"title"_s, u"Broadcaster"_s },
        { u"version"_s, QStringLiteral(BROADCASTER_VERSION) } };
}

/// A result as the version of the call has it.
HttpResponse resultResponse(const McpRequest &request, QJsonObject result)
{
    if (request.isStateless) {
        result.insert("resultType"_L1, u"complete"_s);
        result.insert(
            "_meta"_L1, QJsonObject { { u"io.modelcontextprotocol/serverInfo"_s, serverInfo() } });
    }
    return HttpResponse::json(200, writeRpc(request.message.id, result));
}

/// Answers that depend on the key and on the broker's options: a client may keep them for a short
/// time, and no other may have them.
QJsonObject cacheable(QJsonObject result)
{
    constexpr int CacheMs = 10'000;
    result.insert("ttlMs"_L1, CacheMs);
    result.insert("cacheScope"_L1, u"private"_s);
    return result;
}

HttpResponse errorResponse(int status, const RpcError &error)
{
    return HttpResponse::json(status, writeRpc(error));
}

/// Why the client cannot be answered in JSON, or cannot have sent it; nothing: all is well.
std::optional<HttpResponse> faultOfForm(const HttpRequest &request)
{
    if (const QString fault = contentTypeFault(request.header("Content-Type")); !fault.isNull())
        return errorResponse(415, { QJsonValue::Null, rpccode::InvalidRequest, fault });
    const QByteArray accept = request.joinedHeader("Accept").toLower();
    if (!accept.isEmpty() && !accept.contains("application/json") && !accept.contains("*/*")
        && !accept.contains("application/*"))
        return errorResponse(406,
            { QJsonValue::Null, rpccode::InvalidRequest,
                u"The answer is application/json: send Accept: application/json, "
                "text/event-stream"_s });
    return std::nullopt;
}

} // namespace

void McpEndpoint::configure(const BrokerConfig &config)
{
    m_config = withoutSecrets(config);
    if (isOn() && !m_tools)
        m_tools.emplace();
}

void McpEndpoint::answer(
    const HttpRequest &request, const Principal &caller, const HttpReply &reply)
{
    if (auto fault = faultOfForm(request))
        return reply(*std::move(fault));
    const auto read = readMcp(request);
    if (const auto *refusal = std::get_if<McpRefusal>(&read))
        return reply(errorResponse(refusal->status, refusal->error));
    const auto &call = std::get<McpRequest>(read);
    if (call.message.isNotification())
        return reply(HttpResponse { 202, {}, {} });
    dispatch(call, caller, reply);
}

void McpEndpoint::dispatch(
    const McpRequest &request, const Principal &caller, const HttpReply &reply)
{
    const QString &method = request.message.method;
    if (method == "tools/call"_L1)
        return callTool(request, caller, reply);
    if (method == "tools/list"_L1) {
        const QJsonObject list { { u"tools"_s, m_tools->listFor(caller, m_config) } };
        return reply(resultResponse(request, request.isStateless ? cacheable(list) : list));
    }
    if (request.isStateless && method == "server/discover"_L1)
        return reply(resultResponse(request, cacheable(discovery(caller))));
    if (!request.isStateless && method == "initialize"_L1)
        return reply(resultResponse(request, handshake(request.message, caller)));
    if (!request.isStateless && method == "ping"_L1)
        return reply(resultResponse(request, {}));
    const QString methods = request.isStateless ? u"server/discover, tools/list and tools/call"_s
                                                : u"initialize, ping, tools/list and tools/call"_s;
    reply(errorResponse(request.isStateless ? 404 : 200,
        { request.message.id, rpccode::MethodNotFound,
            u"There is no method '%1'; there are %2"_s.arg(
                method.left(limits::MaxQuotedCharacters), methods) }));
}

QJsonObject McpEndpoint::discovery(const Principal &caller) const
{
    return { { u"supportedVersions"_s, QJsonArray::fromStringList(mcpVersions()) },
        { u"capabilities"_s, QJsonObject { { u"tools"_s, QJsonObject() } } },
        { u"serverInfo"_s, serverInfo() },
        { u"instructions"_s, ToolSet::instructions(caller, m_config) } };
}

QJsonObject McpEndpoint::handshake(const RpcMessage &message, const Principal &caller) const
{
    const QString asked = message.params.value("protocolVersion"_L1).toString();
    return { { u"protocolVersion"_s, handshakeVersion(asked) },
        { u"capabilities"_s, QJsonObject { { u"tools"_s, QJsonObject() } } },
        { u"serverInfo"_s, serverInfo() },
        { u"instructions"_s, ToolSet::instructions(caller, m_config) } };
}

void McpEndpoint::callTool(
    const McpRequest &request, const Principal &caller, const HttpReply &reply)
{
    const QJsonValue name = request.message.params.value("name"_L1);
    const QJsonValue arguments = request.message.params.value("arguments"_L1);
    const Tool *tool = m_tools->find(name.toString());
    const bool isValid = arguments.isUndefined() || arguments.isNull() || arguments.isObject();
    if (!tool || !isValid) {
        return reply(errorResponse(200,
            { request.message.id, rpccode::InvalidParams,
                tool ? u"arguments: it must be an object"_s
                     : u"There is no tool '%1'; there are %2"_s.arg(
                         name.toString().left(limits::MaxQuotedCharacters),
                         m_tools->namesFor(caller, m_config).join(u", "_s)) }));
    }
    if (const QString obstacle = ToolSet::obstacle(*tool, caller, m_config); !obstacle.isNull())
        return reply(resultResponse(request, toolFailure(obstacle)));
    if (m_calls >= limits::MaxMcpCalls)
        return reply(resultResponse(request,
            toolFailure(
                u"As many tools are at work as there may be: %1. Try again in a moment."_s.arg(
                    limits::MaxMcpCalls))));
    ++m_calls;
    const ToolCall call { m_console, caller, m_config, arguments.toObject() };
    tool->run(call, [this, request, reply](const Result<ToolAnswer> &answer) {
        --m_calls;
        reply(resultResponse(
            request, answer ? toolResult(*answer) : toolFailure(answer.error().detail)));
    });
}

} // namespace broadcaster
