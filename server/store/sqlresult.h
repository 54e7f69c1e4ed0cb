// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QList>
#include <QtCore/QVariant>

namespace broadcaster {

/// All that a statement gave: no statement stays open behind the caller's back, which in SQLite
/// would hold a read transaction and keep the write-ahead log from ever shrinking.
/// A cell is null, a qint64, a bool, a QString or a QByteArray.
struct SqlResult {
    QList<QVariantList> rows;
    qint64 affected = 0; ///< Rows changed. Not set for statements that give rows.
};

/// The kind of value that a column of a result must have. Any cell may be null.
enum class SqlColumn { Number, Text, Bytes };

} // namespace broadcaster
