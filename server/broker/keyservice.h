// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/handlers.h"

namespace broadcaster {

class Database;
class Gateway;

/// Answers what is asked about API keys. Lives on the gateway's thread.
class KeyService final : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    KeyService(Database &database, Gateway &gateway, QObject *parent);

    void answer(const IssueKey &op, const Reply<IssueKey> &reply);
    void answer(const ListKeys &op, const Reply<ListKeys> &reply);
    void answer(const ShowKey &op, const Reply<ShowKey> &reply);
    void answer(const RevokeKey &op, const Reply<RevokeKey> &reply);
    void answer(const ListProjectsRequiringKey &op, const Reply<ListProjectsRequiringKey> &reply);
    void answer(const SetKeyRequired &op, const Reply<SetKeyRequired> &reply);

private:
    Database &m_database;
    Gateway &m_gateway;
};

} // namespace broadcaster
