// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/filter/rows.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficview.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QElapsedTimer>
#include <QtCore/QFile>
#include <QtCore/QTimer>
#include <QtWidgets/QApplication>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace broadcaster;

namespace {

constexpr double NanosecondsPerMillisecond = 1e6;

// Bounds for a million rows.
constexpr double MostMib = 572; // 600 MB
constexpr double MostFirstMs = 100;
constexpr double MostAllMs = 1000;
constexpr double MostPauseMs = 50;

/// Resident memory of this process, in MiB.
double residentMib()
{
    QFile file(u"/proc/self/statm"_s);
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const double pages = file.readAll().split(' ').value(1).toDouble();
    constexpr double BytesPerMib = 1024.0 * 1024;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / BytesPerMib;
}

/// Handles events until `isDone`, and returns the longest time that one round of them took, in ms.
template <typename Done>
double runUntil(Done isDone)
{
    double longest = 0;
    while (!isDone()) {
        QElapsedTimer round;
        round.start();
        QCoreApplication::processEvents();
        longest = std::max(
            longest, static_cast<double>(round.nsecsElapsed()) / NanosecondsPerMillisecond);
    }
    return longest;
}

/// The same for a second in which nothing has to be done.
void settle()
{
    QElapsedTimer second;
    second.start();
    constexpr qint64 SecondMs = 1000;
    runUntil([&] { return second.elapsed() > SecondMs; });
}

/// Processor time of this process, in ms.
double processorMs()
{
    constexpr double Thousand = 1000;
    return static_cast<double>(std::clock()) * Thousand / CLOCKS_PER_SEC;
}

/// False: it took too long.
bool measure(TrafficModel &model, const QString &text)
{
    const auto parsed = Filter::parse(text);
    const Filter *filter = std::get_if<Filter>(&parsed);
    if (filter == nullptr) {
        std::printf("%s is not a filter\n", qPrintable(text));
        return false;
    }
    QElapsedTimer timer;
    double first = -1;
    const QMetaObject::Connection found = QObject::connect(
        &model, &QAbstractItemModel::rowsInserted, [&] {
            if (first < 0)
                first = static_cast<double>(timer.nsecsElapsed()) / NanosecondsPerMillisecond;
        });
    timer.start();
    const double begin = processorMs();
    model.setFilter(*filter);
    const double longest = runUntil([&] { return !model.isFiltering(); });
    const double all = static_cast<double>(timer.nsecsElapsed()) / NanosecondsPerMillisecond;
    const bool isFast = first <= MostFirstMs && all <= MostAllMs && longest <= MostPauseMs;
    std::printf("%-44s %9d %9.1f %9.0f %9.0f %9.1f  %s\n", qPrintable(text), model.rowCount(),
        first, all, processorMs() - begin, longest, isFast ? "ok" : "MISSED");
    QObject::disconnect(found);
    model.setFilter(Filter());
    settle();
    return isFast;
}

QStringList usualFilters()
{
    return { u"graphql"_s, u"notthere"_s, u"type == docs"_s, u"payload.a.b == 1"_s,
        u"payload.a.b > 990"_s, u"payload.error"_s, u"text ~ \"m-9+\\d5\""_s,
        u"to.type == \"data-agent\" && size > 100"_s, u"reply.state == unanswered"_s };
}

} // namespace

int main(int argc, char *argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Measures memory and filters of the window's table of messages."_s);
    parser.addHelpOption();
    parser.addOption({ u"rows"_s, u"Keep <number> rows."_s, u"number"_s, u"1000000"_s });
    parser.addPositionalArgument(u"filter"_s, u"What to measure instead of the usual."_s);
    parser.process(application);

    constexpr qsizetype MaxRows = 10'000'000; // Places in the text have 32 bits.
    const auto count = static_cast<size_t>(
        std::clamp<qsizetype>(parser.value(u"rows"_s).toLongLong(), 1, MaxRows));
    const double before = residentMib();
    TrafficStore store({ static_cast<qsizetype>(count), qsizetype { 8 } * 1024 * 1024 * 1024 });
    TrafficModel model;
    ConversationWatch watch;
    watch.setStore(&store, ConversationWatch::Source::File);
    model.setStore(&store);
    model.setConversations(&watch);
    TrafficView view(model);
    view.resize(1600, 900);
    view.show();
    {
        const bench::Rows rows(static_cast<qsizetype>(count));
        constexpr size_t BatchRows = 1000;
        for (size_t first = 0; first < count; first += BatchRows)
            store.append(rows.batch(first, std::min(first + BatchRows, count)));
    }
    settle();
    std::printf(
        "%zu rows: %.0f MiB resident, %.0f MiB of it before\n", count, residentMib(), before);
    QElapsedTimer pairing;
    pairing.start();
    watch.setUsed(&view, true);
    const double pause = runUntil([&] { return watch.pending() == 0; });
    bool isWithin = residentMib() <= MostMib && pause <= MostPauseMs;
    std::printf("replies paired: %.0f MiB resident after %lld ms, longest pause %.1f ms  %s\n",
        residentMib(), pairing.elapsed(), pause, isWithin ? "ok" : "MISSED");

    std::printf("\n%-44s %9s %9s %9s %9s %9s\n", "filter", "hits", "first, ms", "all, ms",
        "cpu, ms", "pause, ms");
    const QStringList given = parser.positionalArguments();
    for (const QString &filter : given.isEmpty() ? usualFilters() : given)
        isWithin = measure(model, filter) && isWithin;
    watch.setUsed(&view, false);
    model.setConversations(nullptr);
    watch.setStore(nullptr, ConversationWatch::Source::File);
    model.setStore(nullptr);
    return isWithin ? 0 : 1;
}
