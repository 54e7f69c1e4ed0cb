// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/owneddescriptor.h"
#include "server/net/servicequeue.h"
#include "server/net/turnbudget.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <functional>

class QSocketNotifier;

namespace broadcaster {

/// What a SocketPoller keeps about one of its sockets.
struct ServiceState {
    ServicePlace reading; ///< Among those to serve.
    ServicePlace flushing; ///< Among those to flush.
    ServiceGroup *group = nullptr; ///< Its owner's; null: it owes nothing.
    quint32 seenInTurn = 0;
    bool isBusy = false;
    bool isReadable = false;
    bool isWritable = false;
};

/// A non-blocking socket that a SocketPoller looks after. Every call is on the poller's thread.
class PolledSocket {
public:
    PolledSocket() = default;
    Q_DISABLE_COPY_MOVE(PolledSocket)

    /// Data, the peer's end, a fault, or requestRead() was called: reading tells. Once a turn.
    virtual void onReadable() = 0;
    virtual void onWritable() = 0;
    virtual void onFlush() = 0; ///< See requestFlush().

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
/// A turn serves sockets for a time, then sends what they have caused for a time. Sockets that it
/// did not get to come first in the next turn. Those of a group that has caused much wait until
/// all that is sent; the others do not have to.
class SocketPoller final : public QObject {
    Q_OBJECT

public:
    explicit SocketPoller(QObject *parent = nullptr);
    ~SocketPoller() override;

    /// Called before the flushes at the end of each turn; may request more of them.
    void setBeforeFlush(std::function<void()> beforeFlush);
    /// Sends what sockets share, a piece at least, and goes on until `end`. Called at the end of
    /// turns, from requestSendShared() on until it returns true. False: there is more.
    using SendShared = std::function<bool(TurnBudget::Clock::time_point end)>;
    void setSendShared(SendShared sendShared);
    /// Called when a turn is over, behind its last flush.
    void setAfterTurn(std::function<void()> afterTurn);
    [[nodiscard]] TurnBudget &budget() { return m_budget; }
    /// Sockets wait that the last turn did not get to.
    [[nodiscard]] bool hasUnserved() const
    {
        return !m_light.isEmpty() || !m_busy.isEmpty() || !m_lightIndebted.isEmpty()
            || !m_busyIndebted.isEmpty();
    }
    /// Not all that the last turns have caused is sent.
    [[nodiscard]] bool hasUnsent() const
    {
        return m_hasShared || !m_toFlush.isEmpty() || !m_toFlushLast.isEmpty();
    }

    /// False when the system refuses.
    [[nodiscard]] bool add(int descriptor, PolledSocket *socket);
    void setInterest(int descriptor, PolledSocket *socket, bool read, bool write);
    /// After this no call reaches the socket, whether it was added or only asked for a flush.
    /// Before the descriptor is closed; -1 where it was not added.
    void remove(int descriptor, PolledSocket *socket);

    /// onFlush() at the end of this turn, or of a later one if too many wait; outside a turn, in
    /// one of its own.
    void requestFlush(PolledSocket *socket);
    /// onReadable() in a later turn, for what no descriptor tells of.
    void requestRead(PolledSocket *socket);
    /// There is something for what setSendShared() was given.
    void requestSendShared();
    /// There is something for beforeFlush at the end of this turn.
    void requestTurnEnd();

private:
    void runTurn();
    void serve(ServiceQueue &queue, ServiceQueue &indebted);
    [[nodiscard]] bool serve(PolledSocket &socket, ServiceQueue &indebted);
    void serveIndebted(ServiceQueue &indebted);
    void flush(ServiceQueue &queue, TurnBudget::Clock::time_point end);
    void enqueue(PolledSocket *socket, bool readable, bool writable);
    void forget(PolledSocket *socket);
    void requestTurn();
    void endTurn();
    /// Puts the sockets that the system reports into their queues.
    void collect();

    TurnBudget m_budget;
    std::function<void()> m_beforeFlush;
    SendShared m_sendShared;
    std::function<void()> m_afterTurn;
    ServiceQueue m_light;
    ServiceQueue m_busy;
    ServiceQueue m_lightIndebted; ///< Of groups that owe much.
    ServiceQueue m_busyIndebted;
    ServiceQueue m_toFlush;
    ServiceQueue m_toFlushLast; ///< Of groups that owe much.
    quint32 m_turn = 0;
    bool m_hasShared = false; ///< m_sendShared is not done.
    bool m_insideTurn = false;
    bool m_turnEndRequested = false; ///< Since beforeFlush was called last.
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
