// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "server/archive/messagearchive.h"
#include "server/broker/trafficforwarder.h"

#include <QtCore/QThread>

namespace broadcaster {

/// The archive of messages with its thread, and the observer that feeds it. Without kept messages
/// there is no thread, and nothing is attached to the traffic. Lives on the main thread.
class KeptTraffic final : public QObject {
    Q_OBJECT

public:
    explicit KeptTraffic(Console &broker);

    /// For ArchiveService.
    [[nodiscard]] MessageArchive &archive() { return m_archive; }
    void setMost(int messages); ///< 0: keeps none.
    /// Ends the thread. False: it hangs.
    [[nodiscard]] bool end();

private:
    Console &m_broker;
    QThread m_thread;
    MessageArchive m_archive;
    TrafficForwarder m_forwarder;
    bool m_isKeeping = false;
};

} // namespace broadcaster
