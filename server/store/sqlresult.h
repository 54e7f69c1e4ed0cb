// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QList>
#include <QtCore/QVariant>

namespace broadcaster {

/// All rows of a statement. No statement stays open after the call: in SQLite it would hold a read
/// transaction and keep the write-ahead log from ever shrinking. A cell is null, a qint64, a bool,
/// a QString or a QByteArray.
struct SqlResult {
    QList<QVariantList> rows;
    qint64 affected = 0; ///< Number of changed rows. Not set for statements that return rows.
};

/// The kind of value that a column of a result must have. Any cell may be null.
enum class SqlColumn { Number, Text, Bytes };

} // namespace broadcaster
