// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// A frame of the console protocol, from either end: a question is answered once, whatever it asks;
// what is read can be written and read again; nothing in a batch of traffic points out of it.

#include "server/base/handlers.h"
#include "server/codec/calls.h"
#include "server/codec/consoleprotocol.h"
#include "server/codec/trafficcodec.h"
#include "tests/fuzz/check.h"

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Has an answer for every caller: that it does not run.
class IdleConsole final : public LocalConsole {
public:
    void attachObserver(QObject *) override { }
    void detachObserver(QObject *) override { }
};

void checkTraffic(const TrafficBatch &batch)
{
    for (const TrafficRecord &record : batch.records) {
        check(record.project < batch.projects.size(), "each message has a project");
        for (const auto &[begin, size] :
            { std::pair(record.begin, record.size), std::pair(record.typeBegin, record.typeSize),
                std::pair(record.targetBegin, record.targetSize) })
            check(qint64(begin) + size <= batch.bytes.size(), "no text is outside of the batch");
    }
    const QCborValue written = encodeTraffic(batch);
    const auto again = decodeTraffic(written);
    check(again.ok(), "a batch that was read can be written");
    check(encodeTraffic(**again) == written, "and is the same");
}

void ask(const QByteArray &bytes)
{
    const auto question = decodeQuestion(bytes);
    if (!question)
        return;
    check(question->id >= 0, "an id is not negative");
    const auto same = decodeQuestion(encodeFrame(*question));
    check(same.ok() && same->id == question->id && same->operation == question->operation
            && same->arguments == question->arguments,
        "a question that was read can be written");
    if (connectionCallOf(*question))
        return;
    IdleConsole console;
    int answers = 0;
    askByName(console, Principal::console(), question->operation, question->arguments,
        [&](const Result<QCborValue> &answer) {
            ++answers;
            check(!answer.ok(), "nobody is there who could answer");
        });
    check(answers == 1, "a question is answered once");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    const QByteArray bytes(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    ask(bytes);
    const auto frame = decodeBrokerFrame(bytes);
    if (!frame)
        return 0;
    if (const auto *event = std::get_if<Event>(&*frame)) {
        if (const auto *traffic = std::get_if<TrafficArrived>(event); traffic && traffic->batch)
            checkTraffic(*traffic->batch);
        check(decodeBrokerFrame(encodeFrame(*event)).ok(), "an event that was read can be written");
    }
    return 0;
}
