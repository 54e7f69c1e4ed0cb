// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/statusanswer.h"

#include "server/base/tuning.h"
#include "server/endpoints/answershape.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

void writeClient(
    JsonWriter &json, const ClientInfo &client, qint64 nowMs, ClientAddresses addresses)
{
    json.beginObject();
    json.name("id");
    json.text(client.id.text());
    json.name("type");
    json.text(wireName(client.type));
    json.name("connectedAt");
    json.number(client.connectedAtMs);
    json.name("connectedFor");
    json.number(std::max<qint64>(0, nowMs - client.connectedAtMs));
    json.name("socketState");
    json.number(1);
    if (!client.broker.isEmpty()) {
        json.name("broker");
        json.text(client.broker.toUtf8());
    }
    json.name("metadata");
    json.beginObject();
    json.name("userAgent");
    json.textOrNull(client.userAgent);
    json.name("origin");
    json.textOrNull(client.origin);
    if (addresses == ClientAddresses::Shown) {
        json.name("address");
        json.textOrNull(client.address);
    }
    json.endObject();
    json.endObject();
}

/// The first bytes of a text, without an incomplete character at the end.
QByteArray firstBytes(const QByteArray &utf8, qsizetype most)
{
    constexpr qsizetype LongestRest = 3;
    if (utf8.size() <= most)
        return utf8;
    const auto isContinuation = [&](qsizetype at) { return (utf8[at] & 0xc0) == 0x80; };
    qsizetype end = most;
    while (end > most - LongestRest && isContinuation(end))
        --end;
    return utf8.first(end);
}

} // namespace

HttpResponse statusAnswer(const ProjectInfo &project, qint64 nowMs, ClientAddresses addresses)
{
    JsonWriter json;
    json.beginObject();
    json.name("projectId");
    json.text(project.id.utf8());
    json.name("clientCount");
    json.number(project.clients.size());
    json.name("lastActivity");
    if (project.lastActivityMs == 0)
        json.null();
    else
        json.number(project.lastActivityMs);
    json.name("timestamp");
    json.number(nowMs);
    json.name("clients");
    json.beginArray();
    for (const ClientInfo &client : project.clients)
        writeClient(json, client, nowMs, addresses);
    json.endArray();
    writePartial(json, project.isPartial);
    json.endObject();
    return HttpResponse::json(200, json.json());
}

QString clientText(const QByteArray &header)
{
    if (header.isNull())
        return {};
    // Twice, because a byte that is not UTF-8 becomes three.
    const QByteArray given = firstBytes(header, limits::MaxClientTextBytes);
    QString text = QString::fromUtf8(
        firstBytes(QString::fromUtf8(given).toUtf8(), limits::MaxClientTextBytes));
    text.squeeze();
    return text.isNull() ? u""_s : text;
}

} // namespace broadcaster
