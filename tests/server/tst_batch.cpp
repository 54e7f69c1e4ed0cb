// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/batch.h"

#include "server/api/bytes.h"
#include "server/cluster/records.h"

#include <QtCore/QMessageAuthenticationCode>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

const BrokerId Origin(0x0123'4567'89ab'cdef);
const BrokerId Self(0xfedc'ba98'7654'3211);
const BatchHead Head { Origin, Self, { 5, 17 }, 1'769'601'662'114 };

void appendSome(QByteArray &records)
{
    appendRecord(records, RecordKind::Message, 1, "not looked at here");
    appendRecord(records, RecordKind::Account, 0, {});
    appendRecord(records, RecordKind::Message, 2, {});
    appendRecord(records, static_cast<RecordKind>(99), 0, "later");
}

QByteArray batch(const BatchSecret &secret = {}, const BatchHead &head = Head)
{
    BatchWriter writer;
    appendSome(writer.records());
    return writer.finish(head, writer.counts(), secret);
}

std::optional<BatchError> faultOf(
    const QByteArray &bytes, const BatchSecret &secret = {}, BrokerId self = Self)
{
    // A copy without a byte behind it, for the sanitizers.
    const std::vector<char> exact(bytes.cbegin(), bytes.cend());
    const auto read = readBatch({ exact.data(), exact.size() }, self, secret);
    const auto *error = std::get_if<BatchError>(&read);
    return error ? std::optional(*error) : std::nullopt;
}

QByteArray changed(QByteArray bytes, qsizetype place, char by = 1)
{
    bytes[place] = static_cast<char>(bytes[place] ^ by);
    return bytes;
}

} // namespace

class BatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void comesBack_data();
    void comesBack();
    void layoutIsFixed();
    void writerBeginsAgain();
    void goesToOneOrAll();
    void everyCutIsFound();
    void everyChangeOfASignedBatchIsFound();
    void faults_data();
    void faults();
    void namespacesDoNotHearEachOther();
    void secretsAreUsedOrNot();
};

void BatchTest::comesBack_data()
{
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("not signed") << QByteArray();
    QTest::newRow("signed") << "secret"_ba;
    QTest::newRow("signed with a long secret") << QByteArray(1000, 's');
}

void BatchTest::comesBack()
{
    QFETCH(const QByteArray, secret);
    const BatchSecret shared(view(secret), "space");
    const QByteArray bytes = batch(shared);
    const auto read = readBatch(view(bytes), Self, shared);
    QVERIFY(std::holds_alternative<Batch>(read));
    const Batch &got = std::get<Batch>(read);
    QVERIFY(got.head == Head);
    QVERIFY((got.counts == BatchCounts { 4, 2, 1 }));
    QByteArray records;
    appendSome(records);
    QVERIFY(got.records == view(records));
}

void BatchTest::layoutIsFixed()
{
    BatchWriter writer;
    const QByteArray expected = QByteArray::fromHex("4243 01 00 00000000 efcdab8967452301"
                                                    "1132547698badcfe 0500000000000000"
                                                    "1100000000000000 a27c7a049c010000");
    QCOMPARE(writer.finish(Head, writer.counts(), {}), expected);
    QCOMPARE(expected.size(), BatchHeadSize);

    const QByteArray bytes = batch(BatchSecret("secret", "space"));
    const QByteArray key = QMessageAuthenticationCode::hash(
        "space"_ba, "secret"_ba, QCryptographicHash::Sha256);
    QCOMPARE(bytes.last(BatchSecret::SignatureSize),
        QMessageAuthenticationCode::hash(
            bytes.chopped(BatchSecret::SignatureSize), key, QCryptographicHash::Sha256));
}

void BatchTest::writerBeginsAgain()
{
    BatchWriter writer;
    QVERIFY(writer.isEmpty());
    appendSome(writer.records());
    QVERIFY(!writer.isEmpty());
    const QByteArray first = writer.finish(Head, writer.counts(), {});
    QVERIFY(writer.isEmpty());
    QVERIFY(writer.counts() == BatchCounts {});
    appendSome(writer.records());
    QCOMPARE(writer.finish(Head, writer.counts(), {}), first);
}

void BatchTest::goesToOneOrAll()
{
    const QByteArray toOne = batch();
    QVERIFY(!faultOf(toOne));
    QVERIFY(faultOf(toOne, {}, Origin) == BatchError { BatchFault::NotForThisBroker });
    const QByteArray toAll = batch({}, { Origin, {}, {}, 0 });
    QVERIFY(!faultOf(toAll) && !faultOf(toAll, {}, Origin));
}

void BatchTest::everyCutIsFound()
{
    const BatchSecret shared("secret", "space");
    for (const BatchSecret &secret : { BatchSecret(), shared }) {
        const QByteArray bytes = batch(secret);
        for (qsizetype size = 0; size < bytes.size(); ++size)
            QVERIFY2(faultOf(bytes.first(size), secret), qPrintable(QString::number(size)));
        QVERIFY(faultOf(bytes + '\0', secret));
    }
    QVERIFY(faultOf(batch().chopped(1)) == BatchError { BatchFault::Truncated });
    QVERIFY(faultOf(batch().first(BatchHeadSize - 1)) == BatchError { BatchFault::Truncated });
}

void BatchTest::everyChangeOfASignedBatchIsFound()
{
    const BatchSecret shared("secret", "space");
    const QByteArray bytes = batch(shared);
    QVERIFY(!faultOf(bytes, shared));
    for (qsizetype place = 0; place < bytes.size(); ++place) {
        for (const char by : { '\x01', '\x80' })
            QVERIFY(faultOf(changed(bytes, place, by), shared));
        if (place > 3)
            QVERIFY(faultOf(changed(bytes, place), shared)
                == BatchError { BatchFault::WrongSignature });
    }
}

void BatchTest::faults_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<BatchError>("error");
    const auto row = [](const char *name, const QByteArray &bytes, BatchFault fault,
                         quint8 version = 0) {
        QTest::newRow(name) << bytes << BatchError { fault, version };
    };
    const QByteArray right = batch();
    row("empty", {}, BatchFault::NotABatch);
    row("magic alone", "BC"_ba, BatchFault::NotABatch);
    row("other bytes", QByteArray(100, 'B'), BatchFault::NotABatch);
    row("other version", changed(right, 2, 3), BatchFault::OtherVersion, 2);
    row("other version, short", "BC\xff"_ba, BatchFault::OtherVersion, 255);
    row("unknown flag", changed(right, 3, 2), BatchFault::NotABatch);
    row("no origin", batch({}, { {}, Self, {}, 0 }), BatchFault::NotABatch);
    row("fewer records than counted", changed(right, 4), BatchFault::Truncated);
    row("bad record", changed(right, BatchHeadSize), BatchFault::Truncated);
}

void BatchTest::faults()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const BatchError, error);
    QVERIFY(faultOf(bytes) == error);
}

void BatchTest::namespacesDoNotHearEachOther()
{
    const QByteArray bytes = batch(BatchSecret("secret", "one"));
    QVERIFY(!faultOf(bytes, BatchSecret("secret", "one")));
    const BatchError wrong { BatchFault::WrongSignature };
    QVERIFY(faultOf(bytes, BatchSecret("secret", "two")) == wrong);
    QVERIFY(faultOf(bytes, BatchSecret("other", "one")) == wrong);
}

void BatchTest::secretsAreUsedOrNot()
{
    const BatchSecret shared("secret", "space");
    QVERIFY(BatchSecret("", "space").isEmpty() && !shared.isEmpty());
    QVERIFY(!BatchSecret().sign("bytes"));
    QVERIFY(faultOf(batch(shared)) == BatchError { BatchFault::SignedButNoSecret });
    QVERIFY(faultOf(batch(), shared) == BatchError { BatchFault::NotSigned });
}

QTEST_GUILESS_MAIN(BatchTest)
#include "tst_batch.moc"
