// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/owneddescriptor.h"
#include "server/net/turnbudget.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <deque>
#include <functional>
#include <vector>

class QSocketNotifier;

namespace broadcaster {

class PolledSocket;
class ServiceQueue;

/// What a SocketPoller keeps about one of its sockets.
struct ServiceState {
    ServiceQueue *queue = nullptr; ///< The queue that the socket waits in.
    qint64 position = 0; ///< In that queue.
    qint32 flushPlace = -1; ///< Among those to flush; -1: none.
    bool isBusy = false;
    bool isReadable = false;
    bool isWritable = false;
};

/// Sockets that are to be served, first come, first served. Each is in at most one queue, once.
class ServiceQueue final {
public:
    [[nodiscard]] bool isEmpty() const { return m_sockets.empty(); }
    void push(PolledSocket *socket);
    /// The first one that was not removed since; null: none is left.
    [[nodiscard]] PolledSocket *pop();
    void remove(PolledSocket *socket);
    /// The position of the next one that is pushed.
    [[nodiscard]] qint64 end() const { return m_popped + static_cast<qint64>(m_sockets.size()); }
    [[nodiscard]] qint64 popped() const { return m_popped; }

private:
    std::deque<PolledSocket *> m_sockets; ///< Removed ones are nulled.
    qint64 m_popped = 0;
};

/// A non-blocking socket that a SocketPoller looks after. Every call is on the poller's thread.
class PolledSocket {
public:
    PolledSocket() = default;
    Q_DISABLE_COPY_MOVE(PolledSocket)

    /// Data, the peer's end, a fault, or requestRead() was called: reading tells. Once a turn.
    virtual void onReadable() = 0;
    virtual void onWritable() = 0;
    virtual void onFlush() = 0; ///< The turn in which requestFlush() was called ends.

    ServiceState service; ///< The poller's own.

protected:
    ~PolledSocket() = default;
    /// A busy socket has more to read than its slice of a turn allows. The others go first.
    void setBusy(bool busy) { service.isBusy = busy; }
};

/// Watches many sockets at a cost that does not grow with the idle ones: one epoll set behind a
/// single QSocketNotifier, where Qt's dispatcher would poll() each descriptor every turn. Off
/// Linux, each socket has two notifiers. Belongs to one thread.
///
/// A turn serves sockets until its budget is used up, then sends what it has made. Sockets that it
/// did not get to come first in the next turn.
class SocketPoller final : public QObject {
    Q_OBJECT

public:
    explicit SocketPoller(QObject *parent = nullptr);
    ~SocketPoller() override;

    /// Called before the flushes at the end of each turn; may request more of them.
    void setBeforeFlush(std::function<void()> beforeFlush);
    /// Called when a turn is over, behind its last flush.
    void setAfterTurn(std::function<void()> afterTurn);
    [[nodiscard]] TurnBudget &budget() { return m_budget; }
    /// Sockets wait that the last turn did not get to.
    [[nodiscard]] bool hasUnserved() const { return !m_light.isEmpty() || !m_busy.isEmpty(); }

    /// False when the system refuses.
    [[nodiscard]] bool add(int descriptor, PolledSocket *socket);
    void setInterest(int descriptor, PolledSocket *socket, bool read, bool write);
    /// After this no call reaches the socket, whether it was added or only asked for a flush.
    /// Before the descriptor is closed; -1 where it was not added.
    void remove(int descriptor, PolledSocket *socket);

    /// onFlush() at the end of this turn; outside a turn, in one of its own.
    void requestFlush(PolledSocket *socket);
    /// onReadable() in a later turn, for what no descriptor tells of. REQUIRES: added.
    void requestRead(PolledSocket *socket);
    /// There is something for beforeFlush at the end of this turn.
    void requestTurnEnd();

private:
    void runTurn();
    void serve(ServiceQueue &queue);
    void serve(PolledSocket &socket);
    void enqueue(PolledSocket *socket, bool readable, bool writable);
    void forget(PolledSocket *socket);
    void requestTurn();
    void endTurn();
    /// Puts the sockets that the system reports into their queues.
    void collect();

    TurnBudget m_budget;
    std::function<void()> m_beforeFlush;
    std::function<void()> m_afterTurn;
    ServiceQueue m_light;
    ServiceQueue m_busy;
    std::vector<PolledSocket *> m_toFlush; ///< Removed ones are nulled.
    bool m_insideTurn = false;
    bool m_turnQueued = false;

#ifdef Q_OS_LINUX
    OwnedDescriptor m_epoll;
    QSocketNotifier *m_notifier = nullptr;
#else
    struct Notifiers {
        QSocketNotifier *read;
        QSocketNotifier *write;
    };
    QHash<int, Notifiers> m_notifiers;
#endif
};

} // namespace broadcaster
