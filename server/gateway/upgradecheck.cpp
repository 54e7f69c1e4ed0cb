// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/upgradecheck.h"

#include "server/base/tuning.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

std::variant<ProjectId, HttpResponse> projectOf(const HttpRequest &request)
{
    const QByteArray text = queryValue(request.query(), "projectId").value_or(QByteArray());
    if (text.isEmpty())
        return HttpResponse::error(400, u"Missing projectId parameter"_s,
            u"Name the project in the URL: ?projectId=NAME, 1 to %1 bytes of UTF-8."_s.arg(
                limits::MaxProjectIdBytes));
    Result<ProjectId> project = ProjectId::fromUtf8(text);
    if (!project)
        return HttpResponse::error(
            400, u"Invalid projectId parameter"_s, project.error().detail + u'.');
    return *std::move(project);
}

namespace {

HttpResponse notAnUpgrade()
{
    return HttpResponse::json(426, { { u"error"_s, u"Expected Upgrade: websocket"_s } })
        .with("Upgrade", "websocket")
        .with("Connection", "Upgrade");
}

/// `runtime, data-agent or admin`
QString clientTypes()
{
    const auto name = [](ClientType type) {
        return QLatin1StringView(QByteArrayView(wireName(type)));
    };
    return u"%1, %2 or %3"_s.arg(
        name(ClientType::Runtime), name(ClientType::DataAgent), name(ClientType::Admin));
}

} // namespace

std::optional<HttpResponse> checkHandshake(const HttpRequest &request)
{
    if (!request.wantsWebSocket())
        return notAnUpgrade();
    if (request.header("Sec-WebSocket-Version").trimmed() != "13")
        return HttpResponse::error(426, u"Unsupported WebSocket version"_s,
            u"Only version 13 (RFC 6455) is spoken here."_s)
            .with("Sec-WebSocket-Version", "13");
    if (!isWebSocketKey(request.header("Sec-WebSocket-Key").trimmed()))
        return HttpResponse::error(400, u"Invalid Sec-WebSocket-Key header"_s,
            u"It must be 16 bytes in base64 (RFC 6455, 4.1)."_s);
    return std::nullopt;
}

std::variant<ClientType, HttpResponse> checkUpgrade(const HttpRequest &request)
{
    if (!request.wantsWebSocket())
        return notAnUpgrade();
    const std::optional<QByteArray> name = queryValue(request.query(), "type");
    if (!name || name->isEmpty())
        return HttpResponse::error(400, u"Missing type parameter"_s,
            u"Name the client's type in the URL: &type=%1."_s.arg(clientTypes()));
    const std::optional<ClientType> type = clientTypeFromWire(
        { name->constData(), static_cast<size_t>(name->size()) });
    if (!type)
        return HttpResponse::error(
            400, u"Invalid type parameter"_s, u"The type must be %1."_s.arg(clientTypes()));
    if (auto refusal = checkHandshake(request))
        return *std::move(refusal);
    return *type;
}

} // namespace broadcaster
