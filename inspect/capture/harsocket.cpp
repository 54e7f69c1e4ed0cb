// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/harsocket.h"

#include "inspect/capture/capturetime.h"
#include "inspect/capture/envelopeends.h"

#include <QtCore/QUrl>
#include <QtCore/QUrlQuery>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

void setAddress(HarSocket &socket, const QByteArray &url)
{
    const QUrl address(QString::fromUtf8(url), QUrl::TolerantMode);
    const QUrlQuery query(address);
    const auto value = [&query](const QString &name) {
        return query.queryItemValue(name, QUrl::FullyDecoded).toUtf8();
    };
    const QByteArray type = value(u"type"_s);
    socket.type = clientTypeFromWire({ type.constData(), static_cast<size_t>(type.size()) });
    if (const Result<ProjectId> project = ProjectId::fromUtf8(value(u"projectId"_s))) {
        socket.project = *project;
        socket.isOfBroker = true;
    } else if (const auto host = ProjectId::fromUtf8(address.host().toUtf8())) {
        socket.project = *host;
    }
}

} // namespace

QByteArray HarSocket::clientOrNumber() const
{
    return client.isEmpty() ? "socket-" + QByteArray::number(number) : client;
}

std::optional<HarEntry> harEntryOf(const JsonValue &entry, int number)
{
    HarEntry found;
    HarSocket &socket = found.socket;
    socket.number = number;
    JsonValue request;
    JsonCursor cursor(entry);
    while (cursor.next()) {
        if (cursor.key() == "_webSocketMessages")
            found.messages = cursor.value();
        else if (cursor.key() == "_clientId")
            socket.client = jsonStringOf(cursor.value());
        else if (cursor.key() == "startedDateTime")
            socket.startMs = captureTimeFrom(jsonStringOf(cursor.value()));
        else if (cursor.key() == "request")
            request = cursor.value();
    }
    if (found.messages.kind != JsonValue::Kind::Array)
        return std::nullopt;
    setAddress(socket, jsonStringAt(request, "url"));
    return found;
}

} // namespace broadcaster
