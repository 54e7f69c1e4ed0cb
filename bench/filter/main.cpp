// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
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

void add(Rows &rows, qsizetype number)
{
    static constexpr const char *Types[] = { "graphql_query", "query_response", "get_docs",
        "docs" };
    const char *type = Types[number % 4];
    const QByteArray id = QUuid::createUuidV5(QUuid(), QByteArray::number(number % 100))
                              .toByteArray(QUuid::WithoutBraces);
    TrafficRecord record;
    record.timeMs = number;
    record.kind = TrafficKind::ToType;
    record.senderType = ClientType::Runtime;
    record.hasTargetType = true;
    record.targetType = number % 2 == 0 ? ClientType::DataAgent : ClientType::Runtime;
    std::copy_n(id.begin(), TrafficRecord::ClientIdSize, record.sender.begin());
    const QByteArray message = R"({"id":"m-)" + QByteArray::number(number) + R"(","type":")" + type
        + R"(","to":{"type":"data-agent"},"payload":{"user":"ann","a":{"c":"some text","b":)"
        + QByteArray::number(number % 1000) + R"(}},"from":{"id":")" + id
        + R"(","type":"runtime"}})";
    record.begin = static_cast<quint32>(rows.bytes.size());
    record.size = static_cast<quint32>(message.size());
    record.typeBegin = record.begin + static_cast<quint32>(message.indexOf(type));
    record.typeSize = static_cast<quint32>(qstrlen(type));
    rows.bytes += message;
    const QByteArrayView target = number % 2 == 0 ? "data-agent" : "runtime";
    record.targetBegin = static_cast<quint32>(rows.bytes.size());
    record.targetSize = static_cast<quint32>(target.size());
    rows.bytes += target;
    rows.records.push_back(record);
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
    const std::clock_t begin = std::clock();
    double firstHit = -1;
    qsizetype hits = 0;
    for (size_t i = 0; i < rows.records.size(); ++i) {
        if (!filter.matches(rows.at(i)))
            continue;
        if (hits++ == 0)
            firstHit = static_cast<double>(timer.nsecsElapsed()) / Million;
    }
    const double total = static_cast<double>(timer.nsecsElapsed()) / Million;
    const double processor = static_cast<double>(std::clock() - begin) * Million / CLOCKS_PER_SEC;
    std::printf("%-52s %9lld %11.3f %9.1f %9.0f\n", qPrintable(text), hits, firstHit, total,
        processor * 1000 / static_cast<double>(rows.records.size()));
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Measures the filter language on rows in memory."_s);
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
    return 0;
}
