// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationpairer.h"
#include "inspect/filter/filter.h"
#include "inspect/json/jsontext.h"

#include <QtCore/QCommandLineParser>
#include <QtCore/QCoreApplication>
#include <QtCore/QElapsedTimer>
#include <QtCore/QUuid>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <vector>

using namespace Qt::Literals::StringLiterals;
using namespace broadcaster;

namespace {

constexpr qsizetype BytesOfARow = 400; // More than any row here has.

/// Many messages of about 200 bytes, one after the other, as the window keeps them.
struct Rows {
    ProjectId project = ProjectId::fromUtf8("user123").value();
    QByteArray bytes;
    std::vector<TrafficRecord> records;

    [[nodiscard]] TrafficRow at(size_t i) const
    {
        const TrafficRecord &record = records[i];
        const auto view = [&](quint32 begin, quint32 size) {
            return QByteArrayView(bytes).sliced(begin, size);
        };
        return { &record, &project, view(record.begin, record.size),
            view(record.typeBegin, record.typeSize), view(record.targetBegin, record.targetSize) };
    }
};

QByteArray uuid(qsizetype number)
{
    return QUuid::createUuidV5(QUuid(), QByteArray::number(number))
        .toByteArray(QUuid::WithoutBraces);
}

/// Requests of 100 runtimes, 64 at a time, and then the replies to them by one of 10 agents each.
void add(Rows &rows, qsizetype number)
{
    constexpr qsizetype Outstanding = 64;
    const bool isReply = number / Outstanding % 2 == 1;
    const qsizetype request = number / (2 * Outstanding) * Outstanding + number % Outstanding;
    const bool isQuery = request % 2 == 0;
    const char *type = isReply ? (isQuery ? "query_response" : "docs")
                               : (isQuery ? "graphql_query" : "get_docs");
    const QByteArray runtime = uuid(request % 100);
    const QByteArray id = isReply ? uuid(1000 + request % 10) : runtime;
    TrafficRecord record;
    record.number = static_cast<quint64>(number) + 1;
    record.timeMs = number / 100;
    record.kind = isReply ? TrafficKind::ToClient : TrafficKind::ToType;
    record.senderType = isReply ? ClientType::DataAgent : ClientType::Runtime;
    record.hasTargetType = true;
    record.targetType = isReply ? ClientType::Runtime : ClientType::DataAgent;
    record.addressed = record.delivered = 1;
    std::copy_n(id.begin(), TrafficRecord::ClientIdSize, record.sender.begin());
    const QByteArray target = isReply ? runtime : QByteArray("data-agent");
    const QByteArray message = R"({"id":"m-)" + QByteArray::number(number) + R"(","type":")" + type
        + R"(","to":{")" + (isReply ? "id" : "type") + R"(":")" + target
        + R"("},"payload":{"requestId":"q-)" + QByteArray::number(request)
        + R"(","user":"ann","a":{"c":"some text","b":)" + QByteArray::number(number % 1000)
        + R"(}},"from":{"id":")" + id + R"(","type":")" + (isReply ? "data-agent" : "runtime")
        + R"("}})";
    record.begin = static_cast<quint32>(rows.bytes.size());
    record.size = static_cast<quint32>(message.size());
    record.typeBegin = record.begin + static_cast<quint32>(message.indexOf(type));
    record.typeSize = static_cast<quint32>(qstrlen(type));
    rows.bytes += message;
    record.targetBegin = static_cast<quint32>(rows.bytes.size());
    record.targetSize = static_cast<quint32>(target.size());
    rows.bytes += target;
    rows.records.push_back(record);
}

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
    Rows rows;
    rows.bytes.reserve(count * BytesOfARow);
    rows.records.reserve(static_cast<size_t>(count));
    for (qsizetype number = 0; number < count; ++number)
        add(rows, number);
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
