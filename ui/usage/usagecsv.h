// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/usage.h"

namespace broadcaster {

/// The days as a table by RFC 4180, UTF-8: date, project, messages. The project is empty for all
/// projects together.
[[nodiscard]] QByteArray usageCsv(const ProjectId &project, const QList<DailyUsage> &days);

} // namespace broadcaster
