// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/gateway/refusedclients.h"

#include "server/api/limits.h"
#include "server/base/tuning.h"

#include <QtCore/QJsonDocument>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

void RefusedClients::note(const HttpRequest &request, const HttpResponse &answer, qint64 nowMs)
{
    const QByteArray project = queryValue(request.query(), "projectId").value_or(QByteArray());
    const QByteArray origin = request.header("Origin");
    const QJsonObject words = QJsonDocument::fromJson(answer.body).object();
    RefusedClient client;
    client.timeMs = nowMs;
    client.project = QString::fromUtf8(project.left(limits::MaxProjectIdBytes));
    client.address = QString::fromLatin1(request.clientAddress);
    if (!origin.isNull())
        client.origin = QString::fromUtf8(origin.left(limits::MaxClientTextBytes));
    client.status = answer.status;
    client.error = words.value("error"_L1).toString();
    client.message = words.value("message"_L1).toString();
    m_clients.push_back(std::move(client));
    if (std::ssize(m_clients) > limits::RememberedRefusals)
        m_clients.pop_front();
}

} // namespace broadcaster
