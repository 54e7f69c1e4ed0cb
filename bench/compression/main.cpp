// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Bytes and processor time of compression by the size of a message, without sockets: a table in
// Markdown.

#include "server/api/bytes.h"
#include "server/base/tuning.h"
#include "server/protocol/framewriter.h"
#include "server/protocol/messagecompression.h"

#include <QtCore/QStringBuilder>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>
#include <vector>

using namespace broadcaster;

namespace {

constexpr int Rounds = 5;
constexpr double RoundSeconds = 0.2;

/// An envelope with rows of a table, as data agents answer queries: names repeat, values differ.
QByteArray someRows(qsizetype size)
{
    std::mt19937 random(7);
    QByteArray text = R"({"id":"4cc3d1d7-22b9-44f5-8c4c-0db9b1b4a7a5","type":"rows","payload":[)";
    while (text.size() < size)
        text += "{\"id\":" + QByteArray::number(random() % 1'000'000) + ",\"name\":\"user "
            + QByteArray::number(random() % 5000)
            + "\",\"active\":" + (random() % 2 ? "true" : "false") + ",\"score\":0."
            + QByteArray::number(random() % 10'000) + "},";
    text.truncate(size - 2);
    return text + "]}";
}

double processorSeconds()
{
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Median processor time of one call in µs.
template <typename Work>
double timeOf(Work &&work)
{
    std::vector<double> rounds;
    for (int round = 0; round < Rounds; ++round) {
        const double begin = processorSeconds();
        double now = begin;
        int calls = 0;
        for (; now - begin < RoundSeconds; now = processorSeconds()) {
            for (int i = 0; i < 8; ++i, ++calls)
                work();
        }
        rounds.push_back((now - begin) * 1e6 / calls);
    }
    std::sort(rounds.begin(), rounds.end());
    return rounds[Rounds / 2];
}

void measure(qsizetype size, Compression form)
{
    const SystemClock clock;
    MessageCompression compression(clock);
    const QByteArray plain = textFrame(view(someRows(size)));
    QByteArray out = plain;
    compression.compressLast(out, 0, form);
    const auto compressed = static_cast<double>(framePayload(view(out)).size());
    const QByteArray payload(
        framePayload(view(out)).data(), static_cast<qsizetype>(framePayload(view(out)).size()));
    QByteArray buffer;
    buffer.reserve(plain.size());
    const double copying = timeOf([&] {
        buffer.resize(0);
        buffer.append(plain.constData(), plain.size());
    });
    const double compressing = timeOf([&] {
        buffer.resize(0);
        buffer.append(plain.constData(), plain.size());
        compression.compressLast(buffer, 0, form);
    });
    const double decompressing = timeOf([&] {
        (void)compression.decompress({ payload.constData(), static_cast<size_t>(payload.size()) },
            limits::DefaultMaxMessageSize);
    });
    std::printf("| %lld | %s | %.0f | %.2f | %.2f | %.2f |\n", static_cast<long long>(size),
        form == Compression::FullWindow ? "32 KiB" : "512 B", compressed, copying, compressing,
        decompressing);
    std::fflush(stdout);
}

} // namespace

int main()
{
    std::puts("| bytes of the message | window | compressed | µs to copy | µs to compress | µs to "
              "decompress |\n| ---: | --- | ---: | ---: | ---: | ---: |");
    for (const qsizetype size : { 256, 1024, 4096, 16'384, 65'536, 1'000'000 }) {
        for (const Compression form : { Compression::FullWindow, Compression::SmallWindow })
            measure(size, form);
    }
}
