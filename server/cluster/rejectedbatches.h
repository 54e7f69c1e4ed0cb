// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/batch.h"

#include <QtCore/QMap>
#include <QtCore/QStringList>

namespace broadcaster {

/// Batches that could not be read: their number, and a warning for each kind of fault.
class RejectedBatches final {
public:
    /// Logs a fault that is new.
    void note(const BatchError &error);
    [[nodiscard]] qint64 count() const { return m_count; }
    /// The reasons, and the remedies.
    [[nodiscard]] QStringList warnings() const { return m_warnings.values(); }

private:
    qint64 m_count = 0;
    QMap<BatchFault, QString> m_warnings;
};

} // namespace broadcaster
