// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/linewriter.h"

#include "server/base/tuning.h"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <cstring>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

/// A writable pipe takes so many bytes without blocking, and in one piece.
constexpr qsizetype PieceBytes = 4096;
constexpr std::chrono::milliseconds PollStep = 50ms;

struct Line {
    QByteArray text;
    qint64 droppedBefore = 0; ///< Lines dropped between this one and the one before it.
};

/// The bytes of one system call.
struct Piece {
    QByteArray text;
    qint64 lines = 0;
    qint64 reported = 0; ///< Dropped lines that the text reports.
};

/// 0 when all was written, ETIMEDOUT, or the errno of the failure. `isOver` is called while the
/// descriptor takes nothing. The descriptor stays blocking: other processes share it.
template <typename IsOver>
int writeAll(int descriptor, const QByteArray &text, IsOver isOver)
{
    qsizetype done = 0;
    while (done < text.size()) {
        pollfd polled { descriptor, POLLOUT, 0 };
        if (::poll(&polled, 1, static_cast<int>(PollStep.count())) <= 0) {
            if (isOver())
                return ETIMEDOUT;
            continue;
        }
        const ssize_t written = ::write(descriptor, text.constData() + done,
            static_cast<size_t>(std::min(PieceBytes, text.size() - done)));
        if (written >= 0)
            done += written;
        else if (errno != EINTR && errno != EAGAIN)
            return errno;
        else if (isOver())
            return ETIMEDOUT;
    }
    return 0;
}

/// 0, or the errno of an output that nobody reads.
int brokenBy(int descriptor)
{
    pollfd polled { descriptor, 0, 0 };
    if (::poll(&polled, 1, 0) > 0)
        return (polled.revents & POLLNVAL) != 0 ? EBADF : EPIPE;
    struct stat file { };
    const bool isRemoved = ::fstat(descriptor, &file) == 0 && S_ISREG(file.st_mode)
        && file.st_nlink == 0;
    return isRemoved ? ENOENT : 0;
}

void blockSignals()
{
    sigset_t all;
    sigfillset(&all);
    ::pthread_sigmask(SIG_BLOCK, &all, nullptr); // Also SIGPIPE, so that write() fails instead.
}

} // namespace

struct LineWriter::State {
    int descriptor;
    HealthPointer health;
    Texts texts;
    std::mutex mutex;
    std::condition_variable changed; ///< Lines wait, or the writer ends.
    std::condition_variable idle; ///< All lines are written, or the writer has ended.
    std::deque<Line> waiting;
    qsizetype waitingBytes = 0;
    qint64 dropped = 0; ///< Dropped lines after the last waiting one, not reported yet.
    bool isWriting = false;
    bool takesLines = true; ///< The last write succeeded.
    bool ends = false;
    bool hasEnded = false;
    Clock::time_point deadline = Clock::time_point::max(); ///< Bound for the last lines.

    void run();
    void writeNext(std::unique_lock<std::mutex> &lock);
    void look(std::unique_lock<std::mutex> &lock);
    void setFailure(int error);
    [[nodiscard]] Piece takePiece();
    [[nodiscard]] bool isOver()
    {
        const std::lock_guard lock(mutex);
        return Clock::now() >= deadline;
    }
};

LineWriter::LineWriter(int descriptor, HealthPointer health, Texts texts)
    : m_state(std::make_shared<State>())
{
    m_state->descriptor = descriptor;
    m_state->health = std::move(health);
    m_state->texts = std::move(texts);
    std::thread([state = m_state] { state->run(); }).detach();
}

LineWriter::~LineWriter()
{
    flush(limits::LogFlushTimeout);
    std::unique_lock lock(m_state->mutex);
    m_state->ends = true;
    m_state->deadline = Clock::now();
    m_state->changed.notify_one();
    m_state->idle.wait_for(lock, 2 * PollStep, [this] { return m_state->hasEnded; });
}

void LineWriter::write(QByteArray line)
{
    const std::lock_guard lock(m_state->mutex);
    if (m_state->waitingBytes + line.size() > limits::MaxWaitingLogBytes) {
        if (m_state->dropped++ == 0)
            m_state->health->setProblem(
                ProcessHealth::Part::Log, { u"the log is not read: its lines are dropped"_s });
        m_state->health->addDroppedLines(1);
        return;
    }
    m_state->waitingBytes += line.size();
    m_state->waiting.push_back({ std::move(line), std::exchange(m_state->dropped, 0) });
    m_state->changed.notify_one();
}

void LineWriter::flush(std::chrono::milliseconds most)
{
    std::unique_lock lock(m_state->mutex);
    m_state->idle.wait_for(
        lock, most, [this] { return m_state->waiting.empty() && !m_state->isWriting; });
}

void LineWriter::State::run()
{
    blockSignals();
    std::unique_lock lock(mutex);
    auto nextLook = Clock::now() + limits::LogCheckInterval;
    while (!ends) {
        changed.wait_until(lock, nextLook, [this] { return ends || !waiting.empty(); });
        if (!waiting.empty()) {
            writeNext(lock);
            nextLook = std::min(nextLook, Clock::now() + limits::LogReportInterval);
        }
        if (Clock::now() >= nextLook) {
            nextLook = Clock::now() + limits::LogCheckInterval;
            look(lock);
        }
        if (waiting.empty())
            idle.notify_all();
    }
    hasEnded = true;
    idle.notify_all();
}

Piece LineWriter::State::takePiece()
{
    Piece piece;
    while (!waiting.empty()
        && (piece.lines == 0 || piece.text.size() + waiting.front().text.size() <= PieceBytes)) {
        const Line line = std::move(waiting.front());
        waiting.pop_front();
        waitingBytes -= line.text.size();
        if (line.droppedBefore > 0)
            piece.text += texts.dropped(line.droppedBefore);
        piece.text += line.text;
        piece.reported += line.droppedBefore;
        ++piece.lines;
    }
    if (waiting.empty() && dropped > 0 && takesLines) {
        piece.text += texts.dropped(dropped);
        piece.reported += std::exchange(dropped, 0);
    }
    return piece;
}

void LineWriter::State::writeNext(std::unique_lock<std::mutex> &lock)
{
    const Piece piece = takePiece();
    isWriting = true;
    lock.unlock();
    const int error = writeAll(descriptor, piece.text, [this] { return isOver(); });
    if (error != 0 || piece.reported > 0)
        setFailure(error);
    lock.lock();
    isWriting = false;
    takesLines = error == 0;
    if (error != 0) {
        health->addDroppedLines(piece.lines);
        (waiting.empty() ? dropped : waiting.front().droppedBefore) += piece.lines + piece.reported;
    }
}

void LineWriter::State::look(std::unique_lock<std::mutex> &lock)
{
    lock.unlock();
    const QByteArray due = texts.due();
    if (takesLines)
        setFailure(brokenBy(descriptor));
    lock.lock();
    if (!due.isEmpty()) {
        waitingBytes += due.size();
        waiting.push_back({ due, std::exchange(dropped, 0) });
    }
}

void LineWriter::State::setFailure(int error)
{
    const QString problem = error == 0 || error == ETIMEDOUT ? QString()
        : error == ENOENT
        ? u"the file that the log goes to was removed"_s
        : u"the log cannot be written: %1"_s.arg(QString::fromLocal8Bit(std::strerror(error)));
    health->setProblem(ProcessHealth::Part::Log, { problem });
}

void writeWithin(int descriptor, const QByteArray &text, std::chrono::milliseconds most)
{
    const auto deadline = Clock::now() + most;
    (void)writeAll(descriptor, text, [deadline] { return Clock::now() >= deadline; });
}

} // namespace broadcaster
