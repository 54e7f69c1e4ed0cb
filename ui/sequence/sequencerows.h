// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"

#include <QtCore/QObject>

namespace broadcaster {

/// The messages of a diagram, in their order.
class SequenceRows : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual int count() const = 0;
    /// REQUIRES: 0 <= row < count()
    [[nodiscard]] virtual quint64 sequenceAt(int row) const = 0;
    /// REQUIRES: 0 <= row < count()
    [[nodiscard]] virtual TrafficRow rowAt(int row) const = 0;
    /// -1: the message is not among them.
    [[nodiscard]] virtual int rowOf(quint64 sequence) const = 0;
    /// Whether the message answers another one.
    [[nodiscard]] virtual bool isReply(int row) const = 0;
    /// "reply in 312 ms"; empty: nothing to say.
    [[nodiscard]] virtual QString replyText(int row) const = 0;

Q_SIGNALS:
    void inserted(int first, int last);
    void removed(int first, int last);
    /// All rows are others.
    void replaced();
    /// Deliveries, replies or names have changed.
    void changed();
};

} // namespace broadcaster
