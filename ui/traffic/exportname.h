// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QDateTime>

namespace broadcaster {

/// A name for a file of messages: "traffic-demo-2026-01-28-120102.jsonl". Characters of the project
/// that file systems or shells may not like become hyphens; a null project is left out.
[[nodiscard]] QString exportName(const ProjectId &project, const QDateTime &now);

} // namespace broadcaster
