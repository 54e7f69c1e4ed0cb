// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/endpoints/keysapi.h"
#include "server/gateway/httpresponse.h"
#include "server/gateway/projectdirectory.h"
#include "server/protocol/requesthead.h"

#include <QtCore/QObject>

#include <functional>

namespace broadcaster {

/// All calls that need the service key (docs/protocol.md, the operator's calls). Belongs to the
/// gateway's thread. Replies at once or later, exactly once.
class OperatorApi final : public QObject {
    Q_OBJECT

public:
    using Reply = std::function<void(HttpResponse)>;

    OperatorApi(ProjectDirectory &directory, Database &database, AccessControl &access);

    /// Whether the path, without a query, is one of these calls.
    [[nodiscard]] static bool serves(const QByteArray &path);
    void handle(const HttpRequest &request, const Reply &reply);

private:
    void dispatch(const HttpRequest &request, const Reply &reply);
    void projects(const Reply &reply);
    void publish(const HttpRequest &request, const Reply &reply);
    void disconnectClient(const HttpRequest &request, const Reply &reply);

    ProjectDirectory &m_directory;
    AccessControl &m_access;
    KeysApi m_keys;
};

} // namespace broadcaster
