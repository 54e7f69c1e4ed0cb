// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/filter/rows.h"
#include "inspect/conversations/conversationpairer.h"
#include "inspect/filter/filter.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace Qt::Literals::StringLiterals;
using namespace broadcaster;
using bench::Rows;

namespace {

/// Processor time of this process in ns.
double processorTime()
{
    constexpr double Billion = 1e9;
    return static_cast<double>(std::clock()) * Billion / CLOCKS_PER_SEC;
}

void measure(const Rows &rows, const QString &text)
{
    const auto parsed = Filter::parse(text);
    if (const auto *error = std::get_if<FilterError>(&parsed)) {
        std::printf("%s: %s\n", qPrintable(text), qPrintable(error->arguments.join(u' ')));
        return;
    }
    const Filter &filter = std::get<Filter>(parsed);
    constexpr double Million = 1e6;
    QElapsedTimer timer;
    timer.start();
    const double begin = processorTime();
    double firstHit = -1;
    qsizetype hits = 0;
    for (size_t i = 0; i < rows.records.size(); ++i) {
        if (!filter.matches(rows.at(i)))
            continue;
        if (hits++ == 0)
            firstHit = static_cast<double>(timer.nsecsElapsed()) / Million;
    }
    const double total = static_cast<double>(timer.nsecsElapsed()) / Million;
    std::printf("%-52s %9lld %11.3f %9.1f %9.0f\n", qPrintable(text), hits, firstHit, total,
        (processorTime() - begin) / static_cast<double>(rows.records.size()));
}

/// Time of a filter on the value by which most rules pair messages, in ns a row.
double comparisonTime(const Rows &rows)
{
    const auto filter = std::get<Filter>(Filter::parse(u"payload.requestId == \"none\""_s));
    const double begin = processorTime();
    qsizetype hits = 0;
    for (size_t i = 0; i < rows.records.size(); ++i)
        hits += filter.matches(rows.at(i)) ? 1 : 0;
    return (processorTime() - begin) / static_cast<double>(rows.records.size()) + 0 * hits;
}

void measurePairing(const Rows &rows, const QString &rule)
{
    const double comparison = comparisonTime(rows);
    ConversationPairer pairer(std::get<ConversationRule>(ConversationRule::parse(rule)));
    const double begin = processorTime();
    for (size_t i = 0; i < rows.records.size(); ++i)
        pairer.add(i, rows.at(i));
    const double time = (processorTime() - begin) / static_cast<double>(rows.records.size());
    quint64 replies = 0;
    for (const ReplyFigures *figures : pairer.statistics().figures())
        replies += figures->times.count();
    constexpr qsizetype MiB = 1024 * 1024;
    std::printf("%-52s %9llu %11lld %9.0f %9.1f\n", qPrintable(rule), replies, pairer.bytes() / MiB,
        time, time / comparison);
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Measures filters and the pairing of replies on rows in memory."_s);
    parser.addHelpOption();
    parser.addOption({ u"rows"_s, u"Filter <number> rows."_s, u"number"_s, u"1000000"_s });
    parser.addPositionalArgument(u"filter"_s, u"What to measure instead of the usual."_s);
    parser.process(application);

    constexpr qsizetype MaxRows = 10'000'000; // Places in the text have 32 bits.
    const qsizetype count = std::clamp<qsizetype>(parser.value(u"rows"_s).toLongLong(), 1, MaxRows);
    const Rows rows(count);
    std::printf("%lld rows of %lld bytes\n", count, rows.bytes.size() / count);

    std::printf("%-52s %9s %11s %9s %9s\n", "filter", "hits", "first, ms", "all, ms", "ns a row");

    QStringList filters = parser.positionalArguments();
    if (filters.isEmpty())
        filters = { u"graphql"_s, u"notthere"_s, u"GRÜN"_s, u"type ~ \"graph\""_s,
            u"type ~ \"^graph.*query$\""_s, u"text ~ \"m-9+\\d5\""_s, u"payload.a.b == 1"_s,
            u"payload.a.b > 990"_s, u"payload.error"_s, u"payload.a.c contains 'TEXT'"_s,
            u"to.type == \"data-agent\" && size > 100"_s,
            u"docs && (from.type == runtime || payload.a.b < 5)"_s };
    for (const QString &filter : std::as_const(filters))
        measure(rows, filter);

    std::printf("\n%-52s %9s %11s %9s %9s\n", "pairing by the rule", "replies", "MiB", "ns a row",
        "x filter");
    for (const QString &rule : { u"auto"_s, u"payload.requestId"_s, u"id"_s, u"next"_s })
        measurePairing(rows, rule);
    return 0;
}
