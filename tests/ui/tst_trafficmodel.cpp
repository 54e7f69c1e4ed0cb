// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficmodel.h"

#include "inspect/traffic/trafficcollector.h"
#include "tests/inspect/talk.h"
#include "ui/base/text.h"
#include "ui/conversations/conversationwatch.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

#include <chrono>
#include <ctime>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TrafficModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsEverything();
    void showsCells_data();
    void showsCells();
    void showsHowFarItHasCome_data();
    void showsHowFarItHasCome();
    void showsReplies();
    void countsTheAgeOfRequests();
    void showsNoRepliesWithoutAUser();
    void filtersByReplies();
    void filtersWhatChanges();
    void changesRowsAtTheEndsOnly();
    void filters();
    void filtersWhatArrives();
    void filtersWhileRowsComeAndGo();
    void showsOneProject();
    void findsTheNewestFirst();
    void canBeCancelled();
    void countsFromTheRowAbove();
    void countsFromAZero();
    void marks();
    void survivesPauseAndResume();
    void startsAgainAfterClear();
    void saysWhatIsMissingAbove();
    void changesStores();

private:
    std::unique_ptr<TrafficStore> m_store;
    std::unique_ptr<TrafficModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

namespace {

/// Time of this thread, so that other programs do not count.
std::chrono::nanoseconds processorTime()
{
    timespec time {};
    if (::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time) != 0)
        qFatal("clock_gettime");
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

constexpr TrafficLimits Roomy { 1'000'000, 1024 * 1024 * 1024 };

Filter filter(const QString &text)
{
    const auto parsed = Filter::parse(text);
    return std::get<Filter>(parsed);
}

/// The payloads of the rows that numberedBatch() made.
QList<int> numbers(const TrafficModel &model)
{
    QList<int> all;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QByteArrayView message = model.rowAt(row).message;
        const qsizetype colon = message.lastIndexOf(':');
        all.append(message.sliced(colon + 1).chopped(1).toByteArray().toInt());
    }
    return all;
}

QList<int> evenUpTo(int last, int first = 0)
{
    QList<int> all;
    for (int number = first + first % 2; number <= last; number += 2)
        all.append(number);
    return all;
}

const QString Even = u"payload ~ \"[02468]$\""_s;

} // namespace

void TrafficModelTest::init()
{
    m_store = std::make_unique<TrafficStore>(Roomy);
    m_model = std::make_unique<TrafficModel>();
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_model->setStore(m_store.get());
}

void TrafficModelTest::cleanup()
{
    m_tester.reset();
    m_model.reset();
    m_store.reset();
}

void TrafficModelTest::showsEverything()
{
    QCOMPARE(m_model->rowCount(), 0);
    m_store->append(*numberedBatch(0, 5));
    m_store->append(*numberedBatch(5, 5));
    QCOMPARE(m_model->rowCount(), 10);
    QCOMPARE(numbers(*m_model), (QList<int> { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 }));
    QCOMPARE(m_model->rowOf(7), 7);
    QCOMPARE(m_model->rowOf(10), -1);
    QVERIFY(m_model->showsAll());
    QVERIFY(!m_model->isFiltering());
}

void TrafficModelTest::showsCells_data()
{
    QTest::addColumn<SomeMessage>("message");
    QTest::addColumn<int>("column");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, const SomeMessage &message, int column,
                         const QString &text) { QTest::newRow(name) << message << column << text; };
    const SomeMessage routed;
    SomeMessage system;
    system.sender.clear();
    system.kind = TrafficKind::SystemToAll;
    SomeMessage broadcast;
    broadcast.kind = TrafficKind::Broadcast;
    broadcast.target.clear();
    broadcast.targetType.reset();
    SomeMessage toType;
    toType.kind = TrafficKind::ToType;
    toType.target = "data-agent";
    toType.addressed = 2;
    SomeMessage unknownId;
    unknownId.targetType.reset();
    unknownId.addressed = 0;
    unknownId.delivered = 0;
    SomeMessage rejected;
    rejected.kind = TrafficKind::Rejected;
    rejected.target.clear();
    rejected.type.clear();
    SomeMessage ping;
    ping.kind = TrafficKind::Ping;
    SomeMessage escaped;
    escaped.type = "a\\u00e9\\n";

    row("project", routed, TrafficModel::Project, u"demo"_s);
    row("from", routed, TrafficModel::From, u"runtime 8f1c0000-0000-4000-8000-000000000001"_s);
    row("to", routed, TrafficModel::To, u"data-agent 41d00000-0000-4000-8000-000000000002"_s);
    row("type", routed, TrafficModel::Type, u"graphql_query"_s);
    row("escapes in the type", escaped, TrafficModel::Type, u"a\u00e9\n"_s);
    row("no type", rejected, TrafficModel::Type, u"no type"_s);
    row("size", routed, TrafficModel::Size, u"37 B"_s);
    row("delivered", routed, TrafficModel::Delivered, u"1 of 1"_s);
    row("partly", toType, TrafficModel::Delivered, u"1 of 2"_s);
    row("nobody", unknownId, TrafficModel::Delivered, u"nobody"_s);
    row("unknown id", unknownId, TrafficModel::To, u"41d00000-0000-4000-8000-000000000002"_s);
    row("to a type", toType, TrafficModel::To, u"data-agent all"_s);
    row("from the broker", system, TrafficModel::From, u"system"_s);
    row("everyone", broadcast, TrafficModel::To, u"everyone"_s);
    row("to the broker", ping, TrafficModel::To, u"broker"_s);
    row("answered", ping, TrafficModel::Delivered, u"answered"_s);
    row("rejected", rejected, TrafficModel::Delivered, u"rejected"_s);
    SomeMessage error;
    error.kind = TrafficKind::Error;
    error.payload = R"({"message":"Invalid JSON message format","timestamp":1})";
    SomeMessage broken = rejected;
    broken.reason = ErrorReason::MessageNotJson;
    broken.payload = "{,}";
    SomeMessage wrong = rejected;
    wrong.reason = ErrorReason::MessageBadTo;
    row("preview", routed, TrafficModel::Preview, u"{}"_s);
    row("preview of an error", error, TrafficModel::Preview, u"Invalid JSON message format"_s);
    row("preview of no JSON", broken, TrafficModel::Preview,
        u"Line 1, column 23: a name in double quotes is expected here"_s);
    row("preview of a wrong envelope", wrong, TrafficModel::Preview,
        u"The field \u201cto\u201d must be an object or null."_s);
    row("preview of a rejected message from a file", rejected, TrafficModel::Preview, u"{}"_s);
    row("to nowhere", rejected, TrafficModel::To, QString());
    row("no delta", routed, TrafficModel::Delta, QString());
}

void TrafficModelTest::showsCells()
{
    QFETCH(SomeMessage, message);
    QFETCH(int, column);
    m_store->append(*BatchMaker().add(message).batch());
    QTEST(m_model->index(0, column).data().toString(), "text");
}

void TrafficModelTest::showsHowFarItHasCome_data()
{
    QTest::addColumn<quint32>("addressed");
    QTest::addColumn<QList<DeliveryState>>("states"); // One for each of the clients.
    QTest::addColumn<QString>("text");
    using enum DeliveryState;
    using States = QList<DeliveryState>;
    QTest::newRow("sent") << 2U << States {} << u"2 of 2"_s;
    QTest::newRow("queued") << 2U << States { Queued } << u"1 queued of 2"_s;
    QTest::newRow("dropped") << 3U << States { TooSlow } << u"1 dropped of 3"_s;
    QTest::newRow("dropped and queued")
        << 3U << States { Queued, ConnectionLost } << u"1 dropped of 3"_s;
    QTest::newRow("all dropped") << 2U << States { TooSlow, ConnectionLost } << u"2 dropped of 2"_s;
}

void TrafficModelTest::showsHowFarItHasCome()
{
    QFETCH(quint32, addressed);
    QFETCH(QList<DeliveryState>, states);
    SomeMessage message;
    message.number = 7;
    message.addressed = message.delivered = addressed;
    m_store->append(*BatchMaker().add(message).batch());
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    BatchMaker maker;
    for (const DeliveryState state : states)
        maker.change({ 7, ClientId::create(), ClientType::Runtime, state });
    m_store->append(*maker.batch());
    QTEST(m_model->index(0, TrafficModel::Delivered).data().toString(), "text");
    QCOMPARE(changed.size(), states.isEmpty() ? 0 : 1);
    QCOMPARE(reset.size(), 0);
}

void TrafficModelTest::showsReplies()
{
    Talk talk;
    ConversationWatch watch;
    watch.setStore(&talk.store(), ConversationWatch::Source::Live);
    watch.setUsed(this, true);
    m_model->setStore(&talk.store());
    m_model->setConversations(&watch);
    const QSignalSpy repaints(m_model.get(), &TrafficModel::dataChanged);
    const auto reply = [&](quint64 sequence) {
        return m_model->index(m_model->rowOf(sequence), TrafficModel::Reply).data().toString();
    };
    const QByteArray one = R"({"requestId":1})";
    const quint64 request = talk.say({ "r1", "data-agent", 0, "query", one });
    QTRY_COMPARE(watch.pending(), 0U);
    const quint64 answer = talk.say({ "d1", "r1", 312, "answer", one });
    QTRY_COMPARE(reply(answer), u"reply in 312 ms"_s);
    QCOMPARE(reply(request), u"answered in 312 ms"_s);
    QCOMPARE(repaints.last()[0].toModelIndex().row(), m_model->rowOf(request));
    QCOMPARE(repaints.last()[1].toModelIndex().row(), m_model->rowOf(answer));
    const quint64 error = talk.say(
        { "d2", "r1", 1'500, "answer", R"({"requestId":1,"error":"no"})" });
    QTRY_COMPARE(reply(error), u"error in %1"_s.arg(spanText(1'500)));
    QCOMPARE(reply(request), u"312 ms, 2 replies"_s);
    QCOMPARE(m_model->replyAt(m_model->rowOf(request)).mood, ReplyMood::Bad);
    const quint64 lost = talk.say(
        { "r1", "data-agent", 2'000, "query", R"({"requestId":2})", {}, "demo", {}, 0 });
    QTRY_COMPARE(reply(lost), u"nobody there"_s);
    const quint64 other = talk.say({ "r1", "", 2'000, "log" });
    QTRY_COMPARE(watch.pending(), 0U);
    QCOMPARE(reply(other), QString());
    m_model->setConversations(nullptr);
    m_model->setStore(nullptr);
}

void TrafficModelTest::countsTheAgeOfRequests()
{
    Talk talk;
    ConversationWatch watch;
    watch.setStore(&talk.store(), ConversationWatch::Source::Live);
    watch.setUsed(this, true);
    m_model->setStore(&talk.store());
    m_model->setConversations(&watch);
    talk.say({ "r1", "d1", 0, "query", R"({"requestId":1})" });
    QTRY_COMPARE(watch.pending(), 0U);
    const qint64 asked = talk.store().at(0).record->timeMs;
    const QModelIndex cell = m_model->index(0, TrafficModel::Reply);
    const auto textAt = [&](qint64 ageMs) {
        const QSignalSpy repaints(m_model.get(), &TrafficModel::dataChanged);
        watch.advance(asked + ageMs);
        return repaints.isEmpty() ? u"not repainted"_s : cell.data().toString();
    };
    QCOMPARE(textAt(4'900), u"waiting"_s);
    QCOMPARE(textAt(5'000), u"unanswered for 5 s"_s);
    QCOMPARE(m_model->replyAt(0).mood, ReplyMood::Warning);
    QCOMPARE(textAt(61'000), u"unanswered for 1 min"_s);
    ClientEvent left;
    left.kind = ClientEvent::Kind::Left;
    left.client = ClientId::fromText(clientId("d1"));
    watch.take({ left });
    QCOMPARE(textAt(62'000), u"receiver left"_s);
    m_model->setConversations(nullptr);
    m_model->setStore(nullptr);
}

void TrafficModelTest::showsNoRepliesWithoutAUser()
{
    Talk talk;
    ConversationWatch watch;
    watch.setStore(&talk.store(), ConversationWatch::Source::Live);
    m_model->setStore(&talk.store());
    m_model->setConversations(&watch);
    talk.say({ "r1", "d1", 0, "query", R"({"requestId":1})" });
    talk.say({ "d1", "r1", 3, "answer", R"({"requestId":1})" });
    const QModelIndex cell = m_model->index(1, TrafficModel::Reply);
    QCoreApplication::processEvents();
    QCOMPARE(cell.data().toString(), QString());
    watch.setUsed(this, true);
    QTRY_COMPARE(cell.data().toString(), u"reply in 3 ms"_s);
    watch.setUsed(this, false);
    QCOMPARE(cell.data().toString(), QString());
    m_model->setConversations(nullptr);
    m_model->setStore(nullptr);
}

void TrafficModelTest::filtersByReplies()
{
    Talk talk;
    ConversationWatch watch;
    watch.setStore(&talk.store(), ConversationWatch::Source::Live);
    m_model->setStore(&talk.store());
    m_model->setConversations(&watch);
    const auto ask = [&](int number) {
        return talk.say({ "r1", "data-agent", number, "query",
            R"({"requestId":)" + QByteArray::number(number) + '}' });
    };
    const auto answer = [&](int number) {
        return talk.say({ "d1", "r1", number + 300, "answer",
            R"({"requestId":)" + QByteArray::number(number) + '}' });
    };
    const auto shown = [&] {
        QList<quint64> all;
        for (int row = 0; row < m_model->rowCount(); ++row)
            all.append(m_model->sequenceAt(row));
        return all;
    };
    const quint64 first = ask(1);
    talk.say({ "r1", "", 2, "log" });
    const quint64 second = ask(2);
    watch.setUsed(this, true);
    m_model->setFilter(filter(u"reply.state == unanswered"_s));
    QTRY_COMPARE(watch.pending(), 0U);
    QCOMPARE(shown(), (QList<quint64> { first, second })); // They say themselves that they ask.
    const quint64 reply = answer(1);
    QTRY_COMPARE(shown(), QList<quint64> { second });
    const quint64 third = ask(3);
    QTRY_COMPARE(shown(), (QList<quint64> { second, third }));
    m_model->setFilter(filter(u"reply.time >= 300 && request.type == query"_s));
    QTRY_COMPARE(shown(), (QList<quint64> { first, reply }));
    const quint64 late = answer(2);
    QTRY_COMPARE(shown(), (QList<quint64> { first, second, reply, late }));
    watch.setUsed(this, false);
    QCOMPARE(shown(), QList<quint64>());
    m_model->setConversations(nullptr);
    m_model->setStore(nullptr);
}

void TrafficModelTest::filtersWhatChanges()
{
    m_store->append(*numberedBatch(0, 1'000));
    m_model->setFilter(filter(u"delivered == queued"_s));
    QTRY_VERIFY(!m_model->isFiltering());
    QCOMPARE(m_model->rowCount(), 0);
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    const ClientId client = ClientId::create();
    BatchMaker maker;
    for (quint64 number = 1; number <= 1'000; number += 2)
        maker.change({ number, client });
    m_store->append(*maker.batch());
    QTRY_COMPARE(m_model->rowCount(), 500);
    QCOMPARE(numbers(*m_model).mid(0, 3), (QList<int> { 0, 2, 4 }));
    const QPersistentModelIndex kept(m_model->index(m_model->rowOf(400), 0));
    for (quint64 number = 1; number <= 1'000; number += 2) {
        if (number != 401)
            maker.change({ number, client, ClientType::Runtime, DeliveryState::Sent, true });
    }
    m_store->append(*maker.batch());
    QTRY_COMPARE(m_model->rowCount(), 1);
    QVERIFY(kept.isValid());
    QCOMPARE(m_model->sequenceAt(kept.row()), 400U);
    QCOMPARE(reset.size(), 0);
    maker.change({ 999, client });
    m_store->append(*maker.batch());
    QTRY_VERIFY(!m_model->isFiltering());
    QCOMPARE(numbers(*m_model), (QList<int> { 400, 998 }));
}

void TrafficModelTest::changesRowsAtTheEndsOnly()
{
    m_store->setLimits({ 1'000, Roomy.bytes });
    m_store->append(*numberedBatch(0, 1'000));
    QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
    QSignalSpy inserted(m_model.get(), &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(m_model.get(), &QAbstractItemModel::rowsRemoved);
    for (int i = 0; i < 10; ++i)
        m_store->append(*numberedBatch(1'000 + i * 100, 100));
    QCOMPARE(reset.size(), 0);
    QCOMPARE(inserted.size(), 10);
    QCOMPARE(removed.size(), 10);
    for (const QList<QVariant> &one : removed)
        QCOMPARE(one[1].toInt(), 0);
    QCOMPARE(qint64 { m_model->rowCount() }, m_store->count());
    QCOMPARE(numbers(*m_model).constLast(), 1'999);
}

void TrafficModelTest::filters()
{
    m_store->append(*numberedBatch(0, 3'000));
    m_model->setFilter(filter(Even));
    QTRY_VERIFY(!m_model->isFiltering());
    QCOMPARE(numbers(*m_model), evenUpTo(2'999));
    QCOMPARE(m_model->rowOf(4), 2);
    QCOMPARE(m_model->rowOf(5), -1);
    QCOMPARE(m_model->rowFrom(5), 3);
    m_model->setFilter(filter(u"payload == 17"_s));
    QTRY_VERIFY(!m_model->isFiltering());
    QCOMPARE(numbers(*m_model), QList<int> { 17 });
    m_model->setFilter({});
    QCOMPARE(m_model->rowCount(), 3'000);
}

void TrafficModelTest::filtersWhatArrives()
{
    m_model->setFilter(filter(Even));
    m_store->append(*numberedBatch(0, 10));
    m_store->append(*numberedBatch(10, 10));
    QCOMPARE(numbers(*m_model), evenUpTo(19));
    QVERIFY(!m_model->isFiltering());
}

void TrafficModelTest::filtersWhileRowsComeAndGo()
{
    m_store->setLimits({ 4'000, Roomy.bytes });
    int next = 0;
    for (; next < 4'000; next += 1'000)
        m_store->append(*numberedBatch(next, 1'000));
    const QString costly = Even + u" && !(text ~ \"(a|n)+z\")"_s.repeated(60); // Many slices.
    m_model->setFilter(filter(costly));
    QVERIFY(m_model->isFiltering()); // Otherwise this test shows nothing.
    for (; m_model->isFiltering() && next < 16'000; next += 100) {
        m_store->append(*numberedBatch(next, 100));
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY(!m_model->isFiltering());
    const QList<int> shown = numbers(*m_model);
    const int first = next - static_cast<int>(m_store->count());
    QCOMPARE(shown, evenUpTo(next - 1, first));
}

void TrafficModelTest::showsOneProject()
{
    SomeMessage other;
    other.project = "other";
    for (int i = 0; i < 20; ++i)
        m_store->append(*BatchMaker().add({}).add(other).add(other).batch());
    m_model->setScope(*ProjectId::fromUtf8("other"));
    QTRY_COMPARE(m_model->rowCount(), 40);
    m_store->append(*BatchMaker().add({}).add(other).batch());
    QCOMPARE(m_model->rowCount(), 41);
    m_model->setScope({});
    QCOMPARE(m_model->rowCount(), 62);
}

void TrafficModelTest::findsTheNewestFirst()
{
    m_tester.reset(); // It looks at every row, and there are many.
    for (int i = 0; i < 200; ++i)
        m_store->append(*numberedBatch(i * 1'000, 1'000));
    QSignalSpy progress(m_model.get(), &TrafficModel::filterProgressed);
    const auto before = processorTime();
    m_model->setFilter(filter(Even));
    QVERIFY2(processorTime() - before < 50ms, "the window was held up");
    QVERIFY(m_model->isFiltering());
    QVERIFY(m_model->rowCount() > 0); // Without a return to the event loop.
    QCOMPARE(numbers(*m_model).constLast(), 199'998);
    QTRY_VERIFY_WITH_TIMEOUT(!m_model->isFiltering(), 30'000);
    QCOMPARE(m_model->rowCount(), 100'000);
    QCOMPARE(m_model->lookedAt(), 200'000);
    QVERIFY(progress.size() > 2);
}

void TrafficModelTest::canBeCancelled()
{
    m_tester.reset();
    for (int i = 0; i < 200; ++i)
        m_store->append(*numberedBatch(i * 1'000, 1'000));
    m_model->setFilter(filter(Even));
    QVERIFY(m_model->isFiltering());
    m_model->cancelFiltering();
    QVERIFY(!m_model->isFiltering());
    const int found = m_model->rowCount();
    QVERIFY(found > 0);
    QVERIFY(found < 100'000);
    m_store->append(*numberedBatch(200'000, 2)); // The filter holds.
    QCOMPARE(m_model->rowCount(), found + 1);
}

void TrafficModelTest::countsFromTheRowAbove()
{
    m_store->append(*numberedBatch(0, 10)); // One a millisecond.
    const auto delta = [this](int row) { return m_model->index(row, TrafficModel::Delta); };
    QCOMPARE(delta(0).data(TrafficModel::SortRole), QVariant());
    QCOMPARE(delta(1).data(TrafficModel::SortRole).toLongLong(), 1);
    QCOMPARE(delta(1).data().toString(), u"+1 ms"_s);
    m_model->setFilter(filter(u"payload == 2 || payload == 7"_s));
    QTRY_COMPARE(m_model->rowCount(), 2);
    QCOMPARE(delta(1).data(TrafficModel::SortRole).toLongLong(), 5);
}

void TrafficModelTest::countsFromAZero()
{
    m_store->setLimits({ 1'000, Roomy.bytes });
    m_store->append(*numberedBatch(0, 10));
    m_model->setZero(4);
    const auto delta = [this](int row) {
        return m_model->index(row, TrafficModel::Delta).data(TrafficModel::SortRole);
    };
    QCOMPARE(delta(0).toLongLong(), -4);
    QCOMPARE(delta(9).toLongLong(), 5);
    for (int i = 10; i < 3'000; i += 10)
        m_store->append(*numberedBatch(i, 10));
    QCOMPARE(delta(m_model->rowCount() - 1).toLongLong(), 2'995); // Even though it is gone.
    m_model->setZero({});
    QCOMPARE(delta(0), QVariant());
    QCOMPARE(delta(1).toLongLong(), 1);
}

void TrafficModelTest::marks()
{
    m_store->append(*numberedBatch(0, 10));
    QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
    m_model->setMarked(3);
    m_model->setMarked(5);
    QCOMPARE(changed.size(), 3);
    QCOMPARE(changed[1][0].toModelIndex().row(), 3);
    QCOMPARE(m_model->marked(), std::optional<quint64>(5));
}

void TrafficModelTest::survivesPauseAndResume()
{
    TrafficCollector collector({ 2'000, Roomy.bytes });
    m_model->setStore(&collector.store());
    m_model->setFilter(filter(Even));
    collector.take(*numberedBatch(0, 100));
    collector.setPaused(true);
    for (int i = 100; i < 8'000; i += 100)
        collector.take(*numberedBatch(i, 100));
    QCOMPARE(m_model->rowCount(), 50);
    collector.setPaused(false);
    QTRY_VERIFY(!m_model->isFiltering());
    const int first = 8'000 - static_cast<int>(collector.store().count());
    QVERIFY(first > 100);
    QCOMPARE(numbers(*m_model), evenUpTo(7'999, first));
    m_tester.reset();
    m_model->setStore(nullptr);
}

void TrafficModelTest::startsAgainAfterClear()
{
    m_store->append(*numberedBatch(0, 10));
    m_model->setZero(2);
    m_model->setMarked(3);
    m_store->clear();
    QCOMPARE(m_model->rowCount(), 0);
    QVERIFY(!m_model->zero());
    QVERIFY(!m_model->marked());
    m_store->append(*numberedBatch(10, 10));
    QCOMPARE(m_model->rowCount(), 10);
    m_model->setFilter(filter(Even));
    m_store->clear();
    m_store->append(*numberedBatch(20, 10));
    QCOMPARE(m_model->rowCount(), 5);
}

void TrafficModelTest::saysWhatIsMissingAbove()
{
    m_store->append(*numberedBatch(0, 2));
    m_store->append(*BatchMaker().dropped(412).add({}).batch());
    QCOMPARE(m_model->gapAbove(1).messages, 0);
    QCOMPARE(m_model->gapAbove(2).messages, 412);
    QVERIFY(m_model->index(2, 0).data(Qt::ToolTipRole).toString().contains(u"412"_s));
    m_store->append(*numberedBatch(7, 1));
    m_model->setFilter(filter(u"payload == 0 || payload == 7"_s));
    QTRY_COMPARE(m_model->rowCount(), 2);
    QCOMPARE(m_model->gapAbove(1).messages, 412);
}

void TrafficModelTest::changesStores()
{
    TrafficStore other(Roomy);
    other.append(*numberedBatch(100, 3));
    m_store->append(*numberedBatch(0, 10));
    m_model->setStore(&other);
    QCOMPARE(numbers(*m_model), (QList<int> { 100, 101, 102 }));
    m_store->append(*numberedBatch(10, 10));
    QCOMPARE(m_model->rowCount(), 3);
    m_model->setStore(m_store.get());
    QCOMPARE(m_model->rowCount(), 20);
}

QTEST_GUILESS_MAIN(TrafficModelTest)
#include "tst_trafficmodel.moc"
