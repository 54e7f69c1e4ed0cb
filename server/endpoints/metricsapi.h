// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/processhealth.h"
#include "server/api/refusals.h"
#include "server/gateway/connectionquota.h"
#include "server/gateway/httpresponse.h"
#include "server/gateway/projectdirectory.h"
#include "server/gateway/requesthandler.h"
#include "server/metrics/roommetrics.h"
#include "server/usage/usagemeter.h"

#include <QtCore/QObject>

#include <chrono>
#include <functional>

namespace broadcaster {

class ClusterService;
class Database;

/// `GET /metrics` (docs/protocol.md, status, health, usage, metrics). Belongs to the gateway's
/// thread.
class MetricsApi final : public QObject {
    Q_OBJECT

public:
    using Reply = std::function<void(HttpResponse)>;

    MetricsApi(ProjectDirectory &directory, Database &database, UsageMeter &meter,
        const ProcessHealth &health, const ClusterService *cluster,
        const RequestHandler::Gate &gate);

    enum class Projects { Named, Unnamed };
    void handle(Projects projects, const Reply &reply);

private:
    [[nodiscard]] QByteArray text(
        const RoomMetrics &rooms, const UsageStatistics &usage, Projects projects) const;

    ProjectDirectory &m_directory;
    Database &m_database;
    UsageMeter &m_meter;
    const ConnectionQuota &m_places;
    const RefusalCounts &m_refusals;
    const ProcessHealth &m_health;
    const ClusterService *const m_cluster; ///< Null: the broker is in no cluster.
    const HttpOutputAccount &m_output;
    const std::function<std::optional<CertificateInfo>()> m_certificate;
    const std::chrono::steady_clock::time_point m_started;
};

} // namespace broadcaster
