// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/clientoperations.h"
#include "server/api/figureoperations.h"
#include "server/api/keptoperations.h"
#include "server/api/keyoperations.h"
#include "server/api/lifeoperations.h"
#include "server/api/messageoperations.h"

namespace broadcaster {

/// Everything that can be asked of a broker, each operation once (server/DESIGN.md, operations).
/// While the broker is not Listening, those that look at it or act on it fail with Stopped.
using Operations = TypeList<StartBroker, StopBroker, Configure, ReloadCertificate, Health,
    ShowProjectHealth, ShowReadiness, ShowCluster, Overview, ListProjects, SummarizeProjects,
    ShowProject, ShowUsage, ListCountedProjects, ShowDelivery, FindMessages, ShowMessage,
    FindEvents, ShowKept, ListRefusals, Explain, Publish, DisconnectClient, ConnectConsoleClient,
    DisconnectConsoleClient, SendFromConsoleClient, SetDemoRunning, IssueKey, ListKeys, ShowKey,
    RevokeKey, ListProjectsRequiringKey, SetKeyRequired>;

} // namespace broadcaster
