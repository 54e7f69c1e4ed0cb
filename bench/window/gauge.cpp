// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/window/gauge.h"

#include "ui/conversations/conversationsmodel.h"
#include "ui/traffic/trafficmodel.h"

#include <QtCore/QAbstractProxyModel>
#include <QtCore/QCoreApplication>
#include <QtCore/QEvent>
#include <QtCore/QFile>
#include <QtCore/QJsonDocument>
#include <QtCore/QJsonObject>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QApplication>
#include <QtWidgets/QMainWindow>

#include <time.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <utility>

namespace broadcaster::bench {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds TickInterval = 5ms;
constexpr double NanosecondsPerMillisecond = 1e6;

qint64 residentKib()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> fields = file.readAll().split(' ');
    constexpr qint64 BytesPerKib = 1024;
    return fields.value(1).toLongLong() * sysconf(_SC_PAGESIZE) / BytesPerKib;
}

/// Processor time of this thread.
qint64 workedNs()
{
    timespec time {};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::nanoseconds(
        std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec))
        .count();
}

/// Replies that the page Conversations shows; 0 while another page is shown.
quint64 repliesShown(const QWidget &window)
{
    const auto *table = window.findChild<QAbstractItemView *>(u"conversationTable"_s);
    if (!table || !table->isVisible())
        return 0;
    const auto *proxy = qobject_cast<QAbstractProxyModel *>(table->model());
    const auto *model = proxy ? qobject_cast<ConversationsModel *>(proxy->sourceModel()) : nullptr;
    quint64 replies = 0;
    for (int row = 0; model && row < model->rowCount(); ++row)
        replies += model->line(row).replies;
    return replies;
}

void print(const QJsonObject &line)
{
    std::puts(QJsonDocument(line).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
}

} // namespace

Gauge::Gauge(QObject *parent)
    : QObject(parent)
{
    m_ticks.setTimerType(Qt::PreciseTimer);
    m_ticks.setInterval(TickInterval);
    connect(&m_ticks, &QTimer::timeout, this, &Gauge::tick);
    connect(&m_reports, &QTimer::timeout, this, &Gauge::report);
    m_sinceTick.start();
    m_ticks.start();
    m_reports.start(1s);
}

void Gauge::noteStart(qint64 startedAtNs)
{
    m_startedAtNs = startedAtNs;
    qApp->installEventFilter(this);
}

bool Gauge::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Paint && qobject_cast<QMainWindow *>(watched)) {
        qApp->removeEventFilter(this);
        // Runs after the paint event, and after all other work before the first click counts.
        QTimer::singleShot(0, this, [this] {
            const auto now = std::chrono::steady_clock::now().time_since_epoch();
            const auto nowNs = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
            print({ { u"usable_ms"_s,
                static_cast<double>(nowNs - m_startedAtNs) / NanosecondsPerMillisecond } });
        });
    }
    return QObject::eventFilter(watched, event);
}

void Gauge::tick()
{
    m_longestGapNs = std::max(m_longestGapNs, m_sinceTick.nsecsElapsed());
    const qint64 worked = workedNs();
    m_longestWorkNs = std::max(m_longestWorkNs, worked - std::exchange(m_workedNs, worked));
    m_sinceTick.start();
}

void Gauge::report()
{
    QJsonObject line { { u"longest_gap_ms"_s,
                           static_cast<double>(m_longestGapNs) / NanosecondsPerMillisecond },
        { u"longest_work_ms"_s, static_cast<double>(m_longestWorkNs) / NanosecondsPerMillisecond },
        { u"resident_kib"_s, residentKib() } };
    for (const QWidget *window : QApplication::topLevelWidgets()) {
        const auto *table = window->findChild<QAbstractItemView *>(u"trafficView"_s);
        if (const auto *model = table ? qobject_cast<TrafficModel *>(table->model()) : nullptr) {
            const TrafficStore &store = *model->store();
            line[u"rows"_s] = static_cast<qint64>(store.count());
            line[u"recorded"_s] = static_cast<qint64>(store.end());
            line[u"dropped"_s] = static_cast<qint64>(store.dropped());
            line[u"replies"_s] = static_cast<qint64>(repliesShown(*window));
        }
    }
    print(line);
    m_longestGapNs = 0;
    m_longestWorkNs = 0;
}

} // namespace broadcaster::bench
