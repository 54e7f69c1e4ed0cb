// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/qnamespace.h>

namespace broadcaster {

/// Columns and roles of the table of messages. Columns of fields stand behind these.
struct TrafficColumns {
    enum Column {
        Time,
        Delta,
        Project,
        From,
        To,
        Type,
        Size,
        Delivered,
        Reply,
        Preview,
        ColumnCount,
    };
    enum Role {
        SortRole = Qt::UserRole, ///< The raw value.
        SequenceRole,
    };
};

} // namespace broadcaster
