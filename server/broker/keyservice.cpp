// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/keyservice.h"

#include "server/gateway/gateway.h"
#include "server/store/apikeystore.h"
#include "server/store/database.h"

#include <QtCore/QDateTime>

namespace broadcaster {

KeyService::KeyService(Database &database, Gateway &gateway, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_gateway(gateway)
{
}

void KeyService::answer(const IssueKey &op, const Reply<IssueKey> &reply)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    m_database.run(
        this,
        [op, now](SqlConnection &connection) {
            return ApiKeyStore(connection).issue(op.project, op.description, op.createdBy, now);
        },
        reply);
}

void KeyService::answer(const ListKeys &, const Reply<ListKeys> &reply)
{
    m_database.run(
        this, [](SqlConnection &connection) { return ApiKeyStore(connection).activeKeys(); },
        reply);
}

void KeyService::answer(const ShowKey &op, const Reply<ShowKey> &reply)
{
    m_database.run(
        this,
        [project = op.project](
            SqlConnection &connection) { return ApiKeyStore(connection).activeKey(project); },
        reply);
}

void KeyService::answer(const RevokeKey &op, const Reply<RevokeKey> &reply)
{
    m_gateway.access().revokeKey(op.project, reply);
}

void KeyService::answer(
    const ListProjectsRequiringKey &, const Reply<ListProjectsRequiringKey> &reply)
{
    m_database.run(
        this,
        [](SqlConnection &connection) { return ApiKeyStore(connection).projectsRequiringKey(); },
        reply);
}

void KeyService::answer(const SetKeyRequired &op, const Reply<SetKeyRequired> &reply)
{
    m_gateway.access().setRequired(
        op.project, op.required, [op, reply](const Result<void> &result) {
            if (result)
                reply(KeyRequirement { op.project, op.required });
            else
                reply(result.error());
        });
}

} // namespace broadcaster
