// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Executes the commands of a script. The rest of SocketRun is in socketrun.cpp.
#include "tests/fuzz/socketrun.h"

#include "tests/protocol/clientframes.h"

#include <openssl/ssl.h>

#include <array>
#include <cerrno>

namespace broadcaster {

namespace {

/// A number of a script, where 0 stands for no limit.
qsizetype limit(int number)
{
    return number == 0 ? FakeSocket::Unlimited : number;
}

} // namespace

void SocketRun::set(char command, Script &script)
{
    switch (command) {
    case 'T': // TLS 1.3
        m_tlsVersion = TLS1_3_VERSION;
        break;
    case 'U': // TLS 1.2
        m_tlsVersion = TLS1_2_VERSION;
        break;
    case 'e': // bytes that came behind the request
        m_earlyBytes = script.bytes();
        break;
    case 's':
        m_sendsEarly = true;
        break;
    case 'c':
        m_closesEarly = true;
        break;
    case 'z':
        m_isAbandoned = true;
        break;
    case 'a':
        m_isAging = true;
        break;
    case 'Q': // total of queues
        m_maxQueued = script.number(MaxBytes);
        break;
    case 'u': // total of unfinished messages
        m_maxUnfinished = script.number(MaxBytes);
        break;
    case 'y': // bytes that a turn may put into queues
        m_poller.budget().setMaxQueuedBytes(script.number(MaxBytes));
        break;
    default:
        break;
    }
}

void SocketRun::execute(char command, Script &script)
{
    m_work += 1000;
    if (executeKernel(command, script))
        return;
    open();
    switch (command) {
    case 't':
        for (int i = script.number(1000, 1); i > 0; --i)
            turn();
        break;
    case 'a':
        m_answer = script.number(9);
        break;
    case 'y':
        m_poller.budget().setMaxQueuedBytes(script.number(MaxBytes));
        break;
    default:
        executeClient(command, script);
        executeBroker(command, script);
    }
}

/// Commands of the client.
void SocketRun::executeClient(char command, Script &script)
{
    switch (command) {
    case 'x':
        clientSends(script.bytes());
        break;
    case 'f': { // a frame: opcode, and 16 where it is not final; size; each byte
        const int opcode = script.number(31, 1);
        const int size = script.number(MaxBytes);
        clientSends(static_cast<Opcode>(opcode & 15), opcode < 16,
            QByteArray(size, static_cast<char>(script.number(255, 'x'))));
        break;
    }
    case 'h': { // its header, where the mask changes nothing: opcode, size
        const int opcode = script.number(15, 1);
        const QByteArray frame = clientFrame(static_cast<Opcode>(opcode),
            QByteArray(script.number(MaxBytes), '\0'), true, QByteArray(4, '\0'));
        const qsizetype payload = frame.size() - 4 - frameHeaderSize(frame.size() - 4);
        clientSends(frame.first(frame.size() - std::max<qsizetype>(payload, 0)));
        break;
    }
    case 'v': { // bytes: how many, and which
        const int size = script.number(MaxBytes);
        clientSends(QByteArray(size, static_cast<char>(script.number(255, 'x'))));
        break;
    }
    case 'p': // pings
        for (int i = script.number(2000, 1); i > 0; --i)
            clientSends(Opcode::Ping, true, QByteArray::number(i));
        break;
    case 'k': // TLS records without data: how many; whether they ask for others
        if (m_peer) {
            const int count = script.number(2000, 1);
            m_keyUpdates += count;
            m_work += 2000 * count;
            m_peer->updateKeys(count, script.number(1) != 0);
            flushPeer();
        }
        break;
    case 'X': { // bytes beside TLS
        const QByteArray bytes = script.bytes();
        m_isTampered |= m_peer && !bytes.isEmpty();
        if (!m_peer)
            m_input.send(bytes);
        m_fake.arrive(bytes);
        break;
    }
    case 'E': // the end; 1: TLS says goodbye
        if (m_peer && script.number(1) != 0) {
            m_peer->sayGoodbye();
            m_saidGoodbye = true;
            flushPeer();
        }
        m_fake.arriveEnd();
        break;
    default:
        break;
    }
}

/// Commands of the broker.
void SocketRun::executeBroker(char command, Script &script)
{
    switch (command) {
    case 'm': { // a message: size; whether traffic records know it
        const int size = script.number(MaxBytes, 100);
        sendMessage(size, script.number(1, 1) != 0);
        break;
    }
    case 's': // several: how many, size
    case 'b': { // several that others get, too
        const int count = script.number(100, 1);
        sendBatch(count, script.number(MaxBytes / std::max(count, 1), 100), command == 'b');
        break;
    }
    case 'i':
        ping();
        break;
    case 'c':
        close(static_cast<quint16>(script.number(4999, 1001)));
        break;
    case 'd':
        drop();
        break;
    default:
        break;
    }
}

/// Commands of the kernel, and the limits. False: the command is another one.
bool SocketRun::executeKernel(char command, Script &script)
{
    static constexpr std::array Errors { EAGAIN, EINTR, ECONNRESET, EPIPE, ETIMEDOUT };
    constexpr int LastError = static_cast<int>(Errors.size()) - 1;
    switch (command) {
    case 'r': // takes so many bytes more
        m_fake.setRoom(script.number(MaxBytes));
        break;
    case 'R':
        m_fake.setRoom(FakeSocket::Unlimited);
        break;
    case 'g': // gives so many at a time
        m_fake.setMostPerReceive(limit(script.number(MaxBytes)));
        break;
    case 'w': // takes so many at a time
        m_fake.setMostPerSend(limit(script.number(MaxBytes)));
        break;
    case 'n':
        m_fake.failReceive(Errors[static_cast<size_t>(script.number(LastError))]);
        break;
    case 'N':
        m_fake.failSend(Errors[static_cast<size_t>(script.number(LastError))]);
        break;
    case 'q': // may wait for a client
        m_environment.limits.maxQueueBytes = script.number(MaxBytes);
        m_largestQueue = std::max(m_largestQueue, m_environment.limits.maxQueueBytes);
        break;
    default:
        return false;
    }
    return true;
}

} // namespace broadcaster
