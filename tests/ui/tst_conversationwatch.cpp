// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/conversationwatch.h"

#include "tests/inspect/talk.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using Source = ConversationWatch::Source;
using State = ConversationPart::State;

class ConversationWatchTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void keepsNothingWithoutAUser();
    void goesOnUntilTheLastUser();
    void tellsTheChangedRows();
    void leavesTimeForOthers();
    void takesAnotherRule();
    void beginsAnewAfterAClear();
    void countsUnansweredRequests();
    void aFileHasNoLaterReplies();
    void changesStores();

private:
    /// A request with its reply; returns the sequence of the request.
    quint64 exchange(int number, qint64 replyMs = 3)
    {
        const QByteArray payload = R"({"requestId":)" + QByteArray::number(number) + '}';
        const quint64 request = m_talk->say({ "r1", "data-agent", 20 * number, "query", payload });
        m_talk->say({ "d1", "r1", 20 * number + replyMs, "answer", payload });
        return request;
    }
    [[nodiscard]] quint64 unanswered() const
    {
        quint64 sum = 0;
        for (const ReplyFigures *figures : m_watch->pairer()->statistics().figures())
            sum += figures->unanswered;
        return sum;
    }

    std::unique_ptr<Talk> m_talk;
    std::unique_ptr<ConversationWatch> m_watch;
};

void ConversationWatchTest::init()
{
    m_talk = std::make_unique<Talk>();
    m_watch = std::make_unique<ConversationWatch>();
    m_watch->setStore(&m_talk->store(), Source::Live);
}

void ConversationWatchTest::cleanup()
{
    m_watch.reset();
    m_talk.reset();
}

void ConversationWatchTest::keepsNothingWithoutAUser()
{
    const QSignalSpy changes(m_watch.get(), &ConversationWatch::changed);
    exchange(1);
    QCoreApplication::processEvents();
    QVERIFY(!m_watch->isUsed());
    QVERIFY(m_watch->pairer() == nullptr);
    QCOMPARE(m_watch->pending(), 0U);
    QCOMPARE(m_watch->part(0).state, State::None);
    QVERIFY(changes.isEmpty());
}

void ConversationWatchTest::goesOnUntilTheLastUser()
{
    const QObject other;
    const quint64 request = exchange(1);
    m_watch->setUsed(this, true);
    QTRY_COMPARE(m_watch->part(request).state, State::Answered); // It was kept already.
    const ConversationPairer *pairer = m_watch->pairer();
    m_watch->setUsed(&other, true);
    m_watch->setUsed(this, false);
    QCOMPARE(m_watch->pairer(), pairer);
    QCOMPARE(m_watch->part(request).state, State::Answered);
    m_watch->setUsed(&other, false);
    QVERIFY(!m_watch->isUsed());
}

void ConversationWatchTest::tellsTheChangedRows()
{
    m_watch->setUsed(this, true);
    const quint64 request = m_talk->say({ "r1", "data-agent", 0, "query", R"({"requestId":1})" });
    exchange(2);
    QTRY_COMPARE(m_watch->pending(), 0U);
    QSignalSpy changes(m_watch.get(), &ConversationWatch::changed);
    exchange(3);
    QTRY_COMPARE(changes.size(), 1);
    QCOMPARE(changes[0][0].toULongLong(), m_talk->end() - 2);
    QCOMPARE(changes[0][1].toULongLong(), m_talk->end());
    m_talk->say({ "d1", "r1", 900, "answer", R"({"requestId":1})" });
    QTRY_COMPARE(changes.size(), 2);
    QCOMPARE(changes[1][0].toULongLong(), request); // It has a reply now.
    QCOMPARE(changes[1][1].toULongLong(), m_talk->end());
}

void ConversationWatchTest::leavesTimeForOthers()
{
    for (int i = 0; i < 60'000; ++i)
        exchange(i);
    const QSignalSpy changes(m_watch.get(), &ConversationWatch::changed);
    m_watch->setUsed(this, true);
    QCOMPARE(m_watch->pending(), quint64(m_talk->store().count())); // Nothing is done at once.
    QTRY_COMPARE(m_watch->pending(), 0U);
    QVERIFY2(changes.size() > 1, "so many rows fit into a slice");
    QCOMPARE(m_watch->part(m_talk->end() - 1).state, State::Reply);
}

void ConversationWatchTest::takesAnotherRule()
{
    m_watch->setUsed(this, true);
    const quint64 request = exchange(1);
    QTRY_COMPARE(m_watch->part(request).state, State::Answered);
    const QSignalSpy restarts(m_watch.get(), &ConversationWatch::restarted);
    m_watch->setRule({}); // The same
    QVERIFY(restarts.isEmpty());
    m_watch->setRule(std::get<ConversationRule>(ConversationRule::parse(u"payload.other"_s)));
    QCOMPARE(restarts.size(), 1);
    QTRY_COMPARE(m_watch->pending(), 0U);
    QCOMPARE(m_watch->part(request).state, State::None);
    m_watch->setRule({});
    QTRY_COMPARE(m_watch->part(request).state, State::Answered);
}

void ConversationWatchTest::beginsAnewAfterAClear()
{
    m_watch->setUsed(this, true);
    exchange(1);
    QTRY_COMPARE(m_watch->pairer()->statistics().figures().size(), 1U);
    m_talk->store().clear();
    QVERIFY(m_watch->pairer()->statistics().figures().empty());
    const quint64 request = exchange(2);
    QTRY_COMPARE(m_watch->part(request).state, State::Answered);
}

void ConversationWatchTest::countsUnansweredRequests()
{
    m_watch->setUsed(this, true);
    m_watch->advance(1'738'060'200'000);
    m_talk->say({ "r1", "data-agent", 0, "query", R"({"requestId":1})" });
    QTRY_COMPARE(m_watch->pending(), 0U);
    const qint64 asked = m_talk->store().at(0).record->timeMs;
    m_watch->advance(asked + 4'999);
    QCOMPARE(m_watch->nowMs(), asked + 4'999);
    QCOMPARE(unanswered(), 0U);
    const QSignalSpy ticks(m_watch.get(), &ConversationWatch::advanced);
    m_watch->advance(asked + 5'000);
    QCOMPARE(unanswered(), 1U);
    QCOMPARE(ticks.size(), 1);
    QTRY_COMPARE(ticks.size(), 2); // By itself, once a second.
}

void ConversationWatchTest::aFileHasNoLaterReplies()
{
    m_watch->setStore(&m_talk->store(), Source::File);
    m_watch->setUsed(this, true);
    m_talk->say({ "r1", "data-agent", 0, "query", R"({"requestId":1})" });
    QTRY_COMPARE(m_watch->pending(), 0U);
    m_watch->advance(0); // The clock does not matter.
    QCOMPARE(unanswered(), 1U);
}

void ConversationWatchTest::changesStores()
{
    m_watch->setUsed(this, true);
    exchange(1);
    QTRY_COMPARE(m_watch->pending(), 0U);
    Talk other;
    const quint64 request = other.say({ "r1", "d1", 0, "query", R"({"requestId":1})" });
    m_watch->setStore(&other.store(), Source::File);
    QTRY_COMPARE(m_watch->part(request).state, State::Waiting);
    QCOMPARE(m_watch->part(m_talk->end() - 1).state, State::None);
    exchange(2); // Nobody looks at that store.
    QCOMPARE(m_watch->pending(), 0U);
    m_watch->setStore(nullptr, Source::Live);
    QVERIFY(!m_watch->isUsed());
    m_watch->advance(1);
    m_watch->setStore(&m_talk->store(), Source::Live);
    QVERIFY(m_watch->isUsed()); // The user is still there.
}

QTEST_GUILESS_MAIN(ConversationWatchTest)
#include "tst_conversationwatch.moc"
