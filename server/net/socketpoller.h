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

/// The poller's notes on one of its sockets.
struct ServiceState {
    ServicePlace reading; ///< Place in the queue for reading.
    ServicePlace flushing; ///< Place in the queue for flushing.
    ServiceGroup *group = nullptr; ///< Group of its owner; null: it owes nothing.
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

    /// Data, the peer's end, a fault, or requestRead() was called: reading shows which. Once a
    /// turn.
    virtual void onReadable() = 0;
    virtual void onWritable() = 0;
    virtual void onFlush() = 0; ///< See requestFlush().

    ServiceState service; ///< Belongs to the poller.

protected:
    ~PolledSocket() = default;
    /// A busy socket has more to read than its slice of a turn allows. The others go first.
    void setBusy(bool busy) { service.isBusy = busy; }
};

/// Watches many sockets at a cost that does not grow with the idle ones: one epoll set behind a
/// single QSocketNotifier, where Qt's dispatcher would poll() each descriptor every turn. Off
/// Linux, each socket has two notifiers. Belongs to one thread.
///
/// A turn serves sockets for a time, then sends the resulting output for a time. Sockets that were
/// not served come first in the next turn. Sockets of a group that owes much wait until its debt is
/// sent; the others do not.
class SocketPoller final : public QObject {
    Q_OBJECT

public:
    explicit SocketPoller(QObject *parent = nullptr);
    ~SocketPoller() override;

    /// Called before the flushes at the end of each turn; may request more of them.
    void setBeforeFlush(std::function<void()> beforeFlush);
    /// Sends output that sockets share, at least one piece, and goes on until `end`. Called at the
    /// end of turns, from requestSendShared() on until it returns true. False: more is left.
    using SendShared = std::function<bool(TurnBudget::Clock::time_point end)>;
    void setSendShared(SendShared sendShared);
    /// Called when a turn is over, after its last flush.
    void setAfterTurn(std::function<void()> afterTurn);
    [[nodiscard]] TurnBudget &budget() { return m_budget; }
    /// Sockets wait that the last turn did not serve.
    [[nodiscard]] bool hasUnserved() const
    {
        return !m_light.isEmpty() || !m_busy.isEmpty() || !m_lightIndebted.isEmpty()
            || !m_busyIndebted.isEmpty();
    }
    /// Some output of the last turns is not sent.
    [[nodiscard]] bool hasUnsent() const
    {
        return m_hasShared || !m_toFlush.isEmpty() || !m_toFlushLast.isEmpty();
    }

    /// False when the system refuses.
    [[nodiscard]] bool add(int descriptor, PolledSocket *socket);
    void setInterest(int descriptor, PolledSocket *socket, bool read, bool write);
    /// After this no call reaches the socket, whether it was added or only asked for a flush. Call
    /// it before the descriptor is closed; pass -1 if the socket was not added.
    void remove(int descriptor, PolledSocket *socket);

    /// Asks for onFlush() at the end of this turn, or of a later one if too many wait; outside a
    /// turn, in a turn of its own.
    void requestFlush(PolledSocket *socket);
    /// Asks for onReadable() in a later turn, for input that no descriptor tells of.
    void requestRead(PolledSocket *socket);
    /// Asks for a call of the function given to setSendShared().
    void requestSendShared();
    /// Asks for a call of beforeFlush at the end of this turn.
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
    ServiceQueue m_lightIndebted; ///< Sockets of groups that owe much.
    ServiceQueue m_busyIndebted;
    ServiceQueue m_toFlush;
    ServiceQueue m_toFlushLast; ///< Sockets of groups that owe much.
    quint32 m_turn = 0;
    bool m_hasShared = false; ///< m_sendShared has more to send.
    bool m_insideTurn = false;
    bool m_turnEndRequested = false; ///< Requested since the last call of beforeFlush.
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
