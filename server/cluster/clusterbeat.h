// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

#include <optional>
#include <string_view>

namespace broadcaster {

/// Body of a Beat: the broker, as people know it.
struct ClusterBeat {
    QString name;
    QString version;
    qint64 clients = 0;
    qint64 projects = 0;

    friend bool operator==(const ClusterBeat &, const ClusterBeat &) = default;
};
[[nodiscard]] QByteArray beatBody(const ClusterBeat &beat);
[[nodiscard]] std::optional<ClusterBeat> readBeat(std::string_view body);

} // namespace broadcaster
