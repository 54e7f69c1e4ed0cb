// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// A batch from the engine, where a stranger may publish: whatever is read and written again is the
// same bytes, and nothing else is read.

#include "server/cluster/batch.h"
#include "server/cluster/accounts.h"
#include "server/cluster/records.h"
#include "server/protocol/framewriter.h"
#include "tests/fuzz/check.h"

#include <vector>

using namespace broadcaster;

namespace {

constexpr std::string_view Secret = "secret";
constexpr std::string_view Space = "space";
const BrokerId Self(0x5f4c'6553'5f4c'6553);

void append(QByteArray &out, std::string_view bytes)
{
    out.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

void checkSame(const QByteArray &written, const RecordView &record)
{
    check(view(written) == record.whole, "a record that is read is written as the same bytes");
}

void checkClient(const ClientKey &key)
{
    check(clientKey(view(clientId(key).text())) == key, "an id is the same after its text");
}

void checkMessage(const RecordView &record, QByteArray &written)
{
    const auto message = readMessage(record.body);
    if (!message)
        return;
    check(isTextFrame(message->frame), "a message has a frame");
    checkClient(message->sender);
    appendMessageHead(
        written, record.project, *message, static_cast<qsizetype>(message->frame.size()));
    append(written, message->frame);
    checkSame(written, record);
}

void checkRoster(const RecordView &record, QByteArray &written)
{
    const auto roster = readRoster(record.body);
    if (!roster)
        return;
    check(readRosterHead(record.body)->project == roster->project, "its project is found alone");
    appendRoster(written, record.project, *roster);
    checkSame(written, record);
}

void checkClientRecords(const RecordView &record, QByteArray &written)
{
    const auto joined = readJoin(record.body);
    if (record.kind == RecordKind::Join && joined) {
        appendJoin(written, record.project, *joined);
        checkSame(written, record);
    }
    const auto left = readLeave(record.body);
    if (record.kind == RecordKind::Leave && left) {
        appendLeave(written, record.project, *left);
        checkSame(written, record);
    }
}

/// Every reader takes any bytes; a body of its own kind is written as it was.
void checkBody(const RecordView &record)
{
    QByteArray written;
    const auto account = readAccount(record.body);
    if (record.kind == RecordKind::Message)
        checkMessage(record, written);
    else if (record.kind == RecordKind::Roster)
        checkRoster(record, written);
    else if (record.kind == RecordKind::Account && account && record.project == 0) {
        appendAccount(written, *account);
        checkSame(written, record);
    } else {
        checkClientRecords(record, written);
        (void)readMessage(record.body);
        (void)readRoster(record.body);
    }
}

/// Takes the numbers of a stranger's batch twice, on top of some of its own.
void checkAccount(const Batch &batch)
{
    PairReceived pair;
    check(pair.take({ 1, 0 }, { 3, 2, 0 }).kind == BatchArrival::Kind::Take, "the first is taken");
    const bool isTaken = pair.take(batch.head.numbers, batch.counts).kind
        != BatchArrival::Kind::Discard;
    const BatchAccount account = pair.report();
    check(account.settled() <= account.position, "no more is missed than was sent");
    check(isTaken || account == BatchAccount { 1, 2 }, "a discarded batch changes nothing");
    check(pair.take(batch.head.numbers, batch.counts).kind == BatchArrival::Kind::Discard,
        "no batch is taken twice");
}

void checkBatch(const QByteArray &bytes, const Batch &batch, const BatchSecret &secret)
{
    check(batch.head.to.isNull() || batch.head.to == Self, "it is for this broker");
    BatchWriter writer;
    RecordReader reader(batch.records);
    quint32 count = 0;
    while (const auto record = reader.next()) {
        ++count;
        check(record->whole.size() == record->body.size() + RecordHeadSize, "its size is whole");
        appendRecord(writer.records(), record->kind, record->project, record->body);
        checkBody(*record);
    }
    check(!reader.hasFailed() && count == batch.counts.records, "all records are counted");
    check(writer.counts() == batch.counts, "they are counted alike when written");
    check(writer.finish(batch.head, batch.counts, secret) == bytes,
        "a batch that is read is written as the same bytes");
    checkAccount(batch);
}

void checkBytes(const QByteArray &bytes, const BatchSecret &secret)
{
    const auto read = readBatch(view(bytes), Self, secret);
    if (const auto *batch = std::get_if<Batch>(&read))
        checkBatch(bytes, *batch, secret);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    static const BatchSecret secret(Secret, Space);
    const QByteArray bytes = inputBytes(data, size);
    checkBytes(bytes, {});
    checkBytes(bytes, secret);

    // The same bytes as a batch that its sender has signed.
    QByteArray isSigned = bytes;
    if (isSigned.size() >= BatchHeadSize) {
        isSigned[3] = 1;
        if (const auto signature = secret.sign(view(isSigned)))
            isSigned.append(signature->data(), BatchSecret::SignatureSize);
        checkBytes(isSigned, secret);
    }
    return 0;
}
