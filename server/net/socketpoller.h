// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/owneddescriptor.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <functional>
#include <vector>

class QSocketNotifier;

namespace broadcaster {

/// A non-blocking socket that a SocketPoller looks after. Every call is on the poller's thread.
class PolledSocket {
public:
    virtual void onReadable() = 0; ///< Or at its end, or broken: reading tells.
    virtual void onMoreToRead() { onReadable(); } ///< requestRead() was called.
    virtual void onWritable() = 0;
    virtual void onFlush() = 0; ///< The turn in which requestFlush() was called ends.

protected:
    ~PolledSocket() = default;
};

/// Watches many sockets at a cost that does not grow with the idle ones: one epoll set behind a
/// single QSocketNotifier, where Qt's dispatcher would poll() each descriptor every turn. Off
/// Linux the same interface is served by two notifiers a socket. Belongs to one thread.
class SocketPoller final : public QObject {
    Q_OBJECT

public:
    explicit SocketPoller(QObject *parent = nullptr);
    ~SocketPoller() override;

    /// Called before the flushes at the end of each turn; may request more of them.
    void setBeforeFlush(std::function<void()> beforeFlush);

    /// Called when a turn is over, behind its last flush.
    void setAfterTurn(std::function<void()> afterTurn);

    /// False when the system refuses.
    [[nodiscard]] bool add(int descriptor, PolledSocket *socket);
    void setInterest(int descriptor, PolledSocket *socket, bool read, bool write);
    /// After this no call reaches the socket, whether it was added or only asked for a flush.
    /// Before the descriptor is closed.
    void remove(int descriptor, PolledSocket *socket);

    /// onFlush() at the end of this turn; outside a turn, in one of its own. Once a turn a socket
    /// will do: the caller remembers that it has asked.
    void requestFlush(PolledSocket *socket);
    /// onMoreToRead() in a turn of its own, for what was read from the descriptor and not handed
    /// out. Once until then will do, as with requestFlush(). REQUIRES: added.
    void requestRead(PolledSocket *socket);
    /// There is something for beforeFlush at the end of this turn.
    void requestTurnEnd();

private:
    void readAgain();
    void forget(PolledSocket *socket);
    void endTurn();

    std::function<void()> m_beforeFlush;
    std::function<void()> m_afterTurn;
    // Of both: removed sockets are nulled.
    std::vector<PolledSocket *> m_toFlush;
    std::vector<PolledSocket *> m_toRead;
    std::vector<PolledSocket *> m_reading; ///< The turn for it is under way.
    bool m_insideTurn = false;
    bool m_endQueued = false;

#ifdef Q_OS_LINUX
    struct Ready {
        PolledSocket *socket;
        bool readable;
        bool writable;
    };
    void runTurn();

    OwnedDescriptor m_epoll;
    QSocketNotifier *m_notifier = nullptr;
    std::vector<Ready> m_ready; ///< Of this turn; removed sockets are nulled.
#else
    struct Notifiers {
        QSocketNotifier *read;
        QSocketNotifier *write;
    };
    QHash<int, Notifiers> m_notifiers;
#endif
};

} // namespace broadcaster
