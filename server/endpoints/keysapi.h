// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/gateway/httpresponse.h"
#include "server/protocol/requesthead.h"

#include <QtCore/QObject>

#include <functional>

namespace broadcaster {

class AccessControl;
class Database;

/// Everything under /api-keys (docs/protocol.md, API keys). Belongs to the gateway's thread.
class KeysApi final : public QObject {
    Q_OBJECT

public:
    using Reply = std::function<void(HttpResponse)>;

    KeysApi(Database &database, AccessControl &access);

    /// REQUIRES: the request has the right service key.
    void handle(const HttpRequest &request, const Reply &reply);

private:
    void handleCollection(const HttpRequest &request, const Reply &reply);
    void handleProject(
        const ProjectId &project, bool isRequired, const HttpRequest &request, const Reply &reply);
    void list(const Reply &reply);
    void issue(const HttpRequest &request, const Reply &reply);
    void show(const ProjectId &project, const Reply &reply);
    void revoke(const ProjectId &project, const Reply &reply);
    void setRequired(const ProjectId &project, const HttpRequest &request, const Reply &reply);

    Database &m_database;
    AccessControl &m_access;
};

} // namespace broadcaster
