// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"

#include <QtCore/QString>

namespace broadcaster {

enum class LogLevel { Debug, Info, Warning, Error };

/// One line of the program's log. Never holds a secret.
struct LogEntry {
    qint64 timeMs = 0; ///< Milliseconds since the Unix epoch.
    LogLevel level = LogLevel::Info;
    QString category; ///< `broker.rooms`, `default`
    QString text;

    friend bool operator==(const LogEntry &, const LogEntry &) = default;
    static constexpr FieldInfo fields[] { field<&LogEntry::timeMs>(
                                              "time", "Since the Unix epoch, in ms"),
        field<&LogEntry::level>("level", "How bad it is"),
        field<&LogEntry::category>("category", "The part of the program"),
        field<&LogEntry::text>("text", "The line") };
};

} // namespace broadcaster
