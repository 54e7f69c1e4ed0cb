// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/reach.h"
#include "server/mcp/tool.h"

#include <QtCore/QStringList>

namespace broadcaster {

/// A message, and the members of its project when it was handled.
struct ReachedMembers {
    ProjectId project;
    TrafficKind kind = TrafficKind::Broadcast;
    QByteArray target;
    qint64 addressed = 0;
    QList<DeliveryLine> lines;
};

/// Sentences about a message that was for nobody: who is there instead, which ids are near, and
/// which project has the client that is named. Asks for all projects only where it has to.
void noteReach(const ToolCall &call, const ReachedMembers &reached,
    const std::function<void(const QStringList &notes)> &done);

/// The rule behind a verdict, as a sentence (docs/protocol.md, routing).
[[nodiscard]] QString verdictReason(Verdict verdict);

} // namespace broadcaster
