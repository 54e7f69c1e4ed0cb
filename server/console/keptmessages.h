// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/traffic.h"

#include <QtCore/QHash>

#include <deque>
#include <optional>

namespace broadcaster {

/// Large messages of which consoles got only the beginning, while there is room for their batches:
/// limits::KeptMessageBytes. The oldest batch goes first.
class KeptMessages final {
public:
    /// REQUIRES: the record is in the batch.
    void keep(const TrafficBatchPointer &batch, const TrafficRecord &record);
    /// The whole message; nothing: it is not kept any more.
    [[nodiscard]] std::optional<QByteArray> find(quint64 number) const;
    void clear();

private:
    struct Place {
        TrafficBatchPointer batch;
        quint32 begin = 0;
        quint32 size = 0;
    };
    struct Kept {
        TrafficBatchPointer batch;
        QList<quint64> numbers;
    };

    std::deque<Kept> m_batches; ///< The oldest first.
    QHash<quint64, Place> m_places;
    qsizetype m_bytes = 0;
};

} // namespace broadcaster
