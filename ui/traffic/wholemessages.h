// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"

#include <QtCore/QObject>

namespace broadcaster {

class Console;
class TrafficStore;

/// Gets the rest of large messages from a broker elsewhere, which sends only their beginning.
class WholeMessages final : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    WholeMessages(Console &console, TrafficStore &store, QObject *parent);

    /// TrafficStore::changed() or failed() follows. REQUIRES: the store keeps the message.
    void want(quint64 sequence);

Q_SIGNALS:
    void failed(quint64 sequence, const broadcaster::Error &error);

private:
    Console &m_console;
    TrafficStore &m_store;
};

} // namespace broadcaster
