// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/processorusage.h"

#include <QtCore/QDir>
#include <QtCore/QFile>

#include <sys/resource.h>
#include <unistd.h>

namespace broadcaster::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

// The numbers of a one-line file of /proc; words count as 0.
QList<qint64> numbersOf(const QString &path)
{
    QFile file(path);
    QList<qint64> numbers;
    if (file.open(QIODevice::ReadOnly)) {
        const QList<QByteArray> words = file.readLine().simplified().split(' ');
        for (const QByteArray &word : words)
            numbers.append(word.toLongLong());
    }
    return numbers;
}

std::chrono::nanoseconds toDuration(const timeval &time)
{
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

std::chrono::nanoseconds ticks(qint64 count)
{
    return std::chrono::nanoseconds(count * 1'000'000'000 / sysconf(_SC_CLK_TCK));
}

} // namespace

ProcessorUsage readProcessorUsage(int serverPid)
{
    ProcessorUsage usage;
    const QString process = u"/proc/%1"_s.arg(serverPid);
    const QStringList threads
        = QDir(QString(process + u"/task"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &thread : threads)
        usage.server += std::chrono::nanoseconds(
            numbersOf(process + u"/task/"_s + thread + u"/schedstat"_s).value(0));
    usage.serverResidentKib = numbersOf(process + u"/statm"_s).value(1)
        * (sysconf(_SC_PAGESIZE) / 1024);

    rusage own {};
    getrusage(RUSAGE_SELF, &own);
    usage.load = toDuration(own.ru_utime) + toDuration(own.ru_stime);

    // "cpu" user nice system idle iowait irq softirq steal
    const QList<qint64> all = numbersOf(u"/proc/stat"_s);
    usage.machine = ticks(all.value(1) + all.value(2) + all.value(3) + all.value(6) + all.value(7));
    usage.stolen = ticks(all.value(8));
    return usage;
}

} // namespace broadcaster::bench
