// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/console/consolesession.h"
#include "server/console/keptmessages.h"

#include <QtCore/QObject>

#include <atomic>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

namespace broadcaster {

/// The consoles elsewhere, and their thread. Made elsewhere; from start() to stop() everything
/// happens on its own thread, reached by post(), except what ConsoleDoor says.
class ConsoleHub final : public QObject, public ConsoleDoor, private ConsoleSession::Owner {
    Q_OBJECT

public:
    /// Called on the hub's thread.
    struct Events {
        /// A console is there: call greet().
        std::function<void(quint64 connection, const Principal &caller)> opened;
        /// Call answer().
        std::function<void(
            quint64 connection, const Principal &caller, const ConsoleQuestion &question)>
            asked;
        /// Whether any console watches the traffic.
        std::function<void(bool isWatched)> watchChanged;
        /// Call answer() with an empty map, once no message can be missed.
        std::function<void(quint64 connection, qint64 id)> watchStarted;
    };

    ConsoleHub(const BrokerConfig &config, Events events);
    ~ConsoleHub() override;

    bool takePlace() override;
    void giveBackPlace() override { --m_places; }
    void adopt(ConsoleUpgrade upgrade) override;

    void start();
    void configure(BrokerConfig config);
    void greet(quint64 connection, const ConsoleHello &hello, const QList<Event> &events);
    void tell(const Event &event);
    void takeTraffic(const TrafficBatchPointer &batch);
    void answer(quint64 connection, qint64 id, const Result<QCborValue> &answer);
    void closeAll(); ///< With 1001.
    void stop(); ///< Ends every connection and frees the objects of this thread.

private:
    void onQuestion(const ConsoleSession &session, const ConsoleQuestion &question) override;
    void onWatchChanged() override;
    void onWatchStarted(const ConsoleSession &session, qint64 id) override;
    void onSessionEnded(ConsoleSession &session) override;
    KeptMessages &kept() override { return m_kept; }

    void begin(ConsoleUpgrade upgrade);
    void closeByKey(ConsoleKey key);
    void forgetEnded();
    void armHeartbeat();
    [[nodiscard]] ConsoleSession *find(quint64 connection) const;
    [[nodiscard]] qsizetype maxQueueBytes() const;

    BrokerConfig m_config;
    const Events m_events;
    std::atomic<int> m_places { 0 };
    std::atomic<qint64> m_waitingBytes { 0 };
    std::vector<char> m_receiveBuffer;
    KeptMessages m_kept;
    OutputPool m_outputPool;
    BufferPool m_messageBuffers;
    const SystemClock m_clock;
    MessageCompression m_compression { m_clock };

    // In the order in which the thread makes them; stop() frees them in the opposite order.
    std::unique_ptr<TimerQueue> m_deadlines;
    std::unique_ptr<SocketPoller> m_poller;
    std::unique_ptr<WaitingBytes> m_queued;
    std::unique_ptr<WaitingBytes> m_unfinished;
    std::unique_ptr<SocketEnvironment> m_environment;
    std::unique_ptr<TimerQueue::Handle> m_heartbeat;
    std::unordered_map<quint64, std::unique_ptr<ConsoleSession>> m_sessions; ///< By connection.
    std::vector<std::unique_ptr<ConsoleSession>> m_ended; ///< Destroyed when the turn is over.
    bool m_isWatched = false;
};

} // namespace broadcaster
