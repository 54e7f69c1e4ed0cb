// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

/// The columns of fields as the settings keep them.
namespace broadcaster {

class TrafficModel;

/// The paths of the columns, one a line.
[[nodiscard]] QByteArray fieldNames(const TrafficModel &model);
/// Lines that are not paths are skipped.
void addFields(TrafficModel &model, const QByteArray &names);

} // namespace broadcaster
