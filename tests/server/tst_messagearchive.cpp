// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/archive/messagearchive.h"
#include "server/base/post.h"
#include "server/base/tuning.h"
#include "tests/support/trafficbatches.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

FindMessages wanted(const QString &filter, qint64 limit = limits::MaxFoundMessages)
{
    FindMessages op;
    op.filter = filter;
    op.limit = limit;
    return op;
}

/// The answer to a search, which comes when the event loop has run.
Result<FoundMessages> search(MessageArchive &archive, const FindMessages &op)
{
    std::optional<Result<FoundMessages>> answer;
    archive.find(op, [&](const Result<FoundMessages> &found) { answer = found; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }))
        qFatal("no answer");
    return *answer;
}

QList<qint64> numbers(const FoundMessages &found)
{
    QList<qint64> all;
    for (const KeptMessage &message : found.messages)
        all.append(message.number);
    return all;
}

TrafficBatchPointer leaving(int count)
{
    auto batch = std::make_shared<TrafficBatch>();
    for (int i = 0; i < count; ++i) {
        ClientEvent event;
        event.project = *ProjectId::fromUtf8("demo");
        event.client = ClientId::fromText(QByteArray::number(i % 3));
        event.timeMs = i;
        event.kind = ClientEvent::Kind::Left;
        event.code = i % 2 ? 4004 : 1000;
        event.reason = "gone";
        batch->events.push_back(event);
        event.kind = ClientEvent::Kind::Closed;
        batch->events.push_back(event);
    }
    batch->droppedEvents = 5;
    return batch;
}

} // namespace

class MessageArchiveTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsNothingUntilItIsTold();
    void keepsTheLatest();
    void pagesLeadToAll();
    void tellsOfDeliveries();
    void cutsLongMessages();
    void showsPieces();
    void searchesGoOnWhileMessagesCome();
    void refusesTooManySearches();
    void refusesWrongQuestions_data();
    void refusesWrongQuestions();
    void findsEvents();
    void answersWaitingSearchesWhenItIsSwitchedOff();
};

void MessageArchiveTest::keepsNothingUntilItIsTold()
{
    MessageArchive archive;
    archive.take(numberedBatch(0, 10));
    QCOMPARE(archive.figures().messages, 0);
    QCOMPARE(search(archive, wanted({})).error().code, ErrorCode::NotFound);
    QCOMPARE(archive.show({ 1 }).error().code, ErrorCode::NotFound);
    QVERIFY(archive.show({ 1 }).error().detail.contains("--keep-messages"_L1));
    QCOMPARE(archive.events({}).error().code, ErrorCode::NotFound);
}

void MessageArchiveTest::keepsTheLatest()
{
    MessageArchive archive;
    archive.setMost(100);
    archive.take(numberedBatch(0, 1000));
    const KeptFigures figures = archive.figures();
    QVERIFY(figures.messages <= 100);
    QVERIFY(figures.messages > 80);
    QCOMPARE(figures.firstNumber, 1001 - figures.messages);
    QCOMPARE(figures.firstMs, 1'738'060'200'000 + 1000 - figures.messages);
    const auto found = search(archive, wanted(u"payload >= 998"_s));
    QCOMPARE(numbers(*found), (QList<qint64> { 1000, 999 }));
    QCOMPARE(found->looked, figures.messages);
    QVERIFY(found->isComplete);
    QVERIFY(found->cursor.isNull());
    QCOMPARE(archive.show({ 1 }).error().code, ErrorCode::NotFound);
    QCOMPARE(archive.show({ 1001 }).error().code, ErrorCode::NotFound);
    QCOMPARE(archive.show({ 0 }).error().code, ErrorCode::NotFound);
    archive.setMost(0);
    QCOMPARE(archive.figures().messages, 0);
}

void MessageArchiveTest::pagesLeadToAll()
{
    MessageArchive archive;
    archive.setMost(1000);
    archive.take(numberedBatch(0, 100));
    QList<qint64> all;
    FindMessages op = wanted(u"payload < 50"_s, 7);
    do {
        const auto found = search(archive, op);
        QVERIFY(found.ok());
        all += numbers(*found);
        op.cursor = found->cursor;
        archive.take(numberedBatch(1000, 1)); // New ones do not shift the pages.
    } while (!op.cursor.isNull());
    QCOMPARE(all.size(), 50);
    QVERIFY(std::is_sorted(all.rbegin(), all.rend()));
    QCOMPARE(all.constFirst(), 50);
}

void MessageArchiveTest::tellsOfDeliveries()
{
    MessageArchive archive;
    archive.setMost(10);
    SomeMessage message;
    message.number = 77;
    message.mirrored = 1;
    const ClientId receiver = ClientId::fromText(message.target);
    archive.take(BatchMaker().add(message).batch());
    DeliveryChange change { 77, receiver, ClientType::DataAgent, DeliveryState::Queued, false };
    archive.take(BatchMaker().change(change).batch());
    QCOMPARE(search(archive, wanted(u"delivered == queued"_s))->messages.size(), 1);
    change.state = DeliveryState::TooSlow;
    change.wasQueued = true;
    archive.take(BatchMaker().change(change).batch());
    const auto found = search(archive, wanted(u"delivered == dropped"_s));
    QCOMPARE(found->messages.size(), 1);
    const KeptMessage &kept = found->messages.constFirst();
    QCOMPARE(kept.tooSlow, 1);
    QCOMPARE(kept.queued, 0);
    QCOMPARE(kept.mirrored, 1);
    QCOMPARE(kept.sender.text(), message.sender);
    QCOMPARE(kept.target, message.target);
    const auto shown = archive.show({ kept.number });
    QCOMPARE(shown->unsent.size(), 1);
    QCOMPARE(shown->unsent.constFirst().client, receiver);
    QCOMPARE(shown->unsent.constFirst().state, DeliveryState::TooSlow);
    QCOMPARE(shown->query.sender, message.sender);
}

void MessageArchiveTest::cutsLongMessages()
{
    MessageArchive archive;
    archive.setMost(10);
    SomeMessage message;
    message.payload = '"' + QByteArray(200'000, 'x') + '"';
    archive.take(BatchMaker().add(message).add({}).batch());
    const auto shown = archive.show({ 1 });
    QVERIFY(shown->message.size > 200'000);
    QCOMPARE(shown->missing, shown->message.size - limits::MaxKeptTextBytes);
    QCOMPARE(shown->message.type, message.type);
    QCOMPARE(shown->message.target, message.target);
    QVERIFY(archive.figures().bytes < 200'000);
    QCOMPARE(archive.show({ 2 })->missing, 0);
    message.type = QByteArray("\xc3\xa4").repeated(10'001);
    archive.take(BatchMaker().add(message).batch());
    QCOMPARE(archive.show({ 3 })->message.type, message.type.first(limits::TrafficTargetBytes));
}

void MessageArchiveTest::showsPieces()
{
    MessageArchive archive;
    archive.setMost(10);
    SomeMessage message;
    message.payload = '"' + QByteArray("\xc3\xa4").repeated(20'000) + '"';
    const TrafficBatchPointer batch = BatchMaker().add(message).batch();
    archive.take(batch);
    QByteArray text;
    qint64 offset = 0;
    do {
        const auto shown = archive.show({ 1, offset });
        QVERIFY(shown.ok());
        QVERIFY(shown->text.size() <= limits::ShownTextBytes);
        QVERIFY(shown->text.isValidUtf8());
        text += shown->text;
        offset = shown->nextOffset;
    } while (offset > 0);
    QCOMPARE(text, batch->bytes.first(batch->records.front().size));
    QCOMPARE(archive.show({ 1, text.size() })->text, QByteArray());
    QCOMPARE(archive.show({ 1, text.size() + 1 }).error().code, ErrorCode::InvalidArgument);
}

void MessageArchiveTest::searchesGoOnWhileMessagesCome()
{
    MessageArchive archive;
    archive.setMost(100'000);
    for (int i = 0; i < 50; ++i)
        archive.take(numberedBatch(i * 2000, 2000));
    std::optional<Result<FoundMessages>> answer;
    archive.find(wanted(u"payload ~ \"^[0-9]+[xyz]\""_s),
        [&](const Result<FoundMessages> &found) { answer = found; });
    int batches = 0;
    // Each slice of the search is followed by a batch, which drops messages under it.
    const std::function<void()> feed = [&] {
        if (answer)
            return;
        archive.take(numberedBatch(200'000 + batches++ * 2000, 2000));
        post(&archive, feed);
    };
    feed();
    QTRY_VERIFY(answer.has_value());
    QVERIFY(answer->ok());
    QVERIFY((*answer)->messages.isEmpty());
    QVERIFY(batches > 1);
}

void MessageArchiveTest::refusesTooManySearches()
{
    MessageArchive archive;
    archive.setMost(10);
    int answered = 0;
    int refused = 0;
    for (int i = 0; i < limits::MaxSearches + 3; ++i) {
        archive.find(wanted({}), [&](const Result<FoundMessages> &found) {
            ++answered;
            if (!found && found.error().code == ErrorCode::QueueFull)
                ++refused;
        });
    }
    QCOMPARE(refused, 3);
    QTRY_COMPARE(answered, limits::MaxSearches + 3);
    QVERIFY(search(archive, wanted({})).ok());
}

void MessageArchiveTest::refusesWrongQuestions_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<QString>("cursor");
    QTest::addColumn<QString>("field");
    QTest::newRow("filter") << u"type =="_s << qint64(1) << QString() << u"filter"_s;
    QTest::newRow("replies") << u"reply.state == error"_s << qint64(1) << QString() << u"filter"_s;
    QTest::newRow("no limit") << QString() << qint64(0) << QString() << u"limit"_s;
    QTest::newRow("large limit") << QString() << qint64(201) << QString() << u"limit"_s;
    QTest::newRow("text") << QString() << qint64(1) << u"x"_s << u"cursor"_s;
    QTest::newRow("future") << QString() << qint64(1) << u"11"_s << u"cursor"_s;
    QTest::newRow("negative") << QString() << qint64(1) << u"-1"_s << u"cursor"_s;
    QTest::newRow("null") << QString() << qint64(1) << QString(QChar(0)) << u"cursor"_s;
    QTest::newRow("long") << QString() << qint64(1) << QString(60'000, u'9') << u"cursor"_s;
}

void MessageArchiveTest::refusesWrongQuestions()
{
    QFETCH(QString, filter);
    QFETCH(qint64, limit);
    QFETCH(QString, cursor);
    QFETCH(QString, field);
    MessageArchive archive;
    archive.setMost(10);
    archive.take(numberedBatch(0, 10));
    FindMessages op = wanted(filter, limit);
    op.cursor = cursor;
    const auto answer = search(archive, op);
    QVERIFY(!answer.ok());
    QCOMPARE(answer.error().code, ErrorCode::InvalidArgument);
    QVERIFY(answer.error().detail.startsWith(field + u":"_s));
}

void MessageArchiveTest::findsEvents()
{
    MessageArchive archive;
    archive.setMost(10);
    archive.take(leaving(300));
    FindEvents op;
    op.limit = 200;
    const auto first = archive.events(op);
    QCOMPARE(first->events.size(), 200);
    QCOMPARE(first->events.constFirst().timeMs, 299);
    QCOMPARE(first->missed, 5);
    op.cursor = first->cursor;
    const auto second = archive.events(op);
    QCOMPARE(second->events.size(), 100);
    QCOMPARE(second->events.constLast().number, 1);
    QVERIFY(second->cursor.isNull());
    FindEvents some;
    some.client = ClientId::fromText("1");
    some.code = 4004;
    some.limit = 200;
    const auto found = archive.events(some);
    QCOMPARE(found->events.size(), 50);
    QCOMPARE(found->events.constFirst().reason, "gone");
    some.project = *ProjectId::fromUtf8("other");
    QVERIFY(archive.events(some)->events.isEmpty());
    archive.take(leaving(static_cast<int>(limits::MaxKeptEvents)));
    QCOMPARE(archive.figures().events, limits::MaxKeptEvents);
}

void MessageArchiveTest::answersWaitingSearchesWhenItIsSwitchedOff()
{
    MessageArchive archive;
    archive.setMost(1000);
    archive.take(numberedBatch(0, 1000));
    std::optional<Result<FoundMessages>> answer;
    archive.find(wanted({}), [&](const Result<FoundMessages> &found) { answer = found; });
    archive.setMost(0);
    QVERIFY(answer.has_value());
    QCOMPARE(answer->error().code, ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(MessageArchiveTest)
#include "tst_messagearchive.moc"
