// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationstatistics.h"

#include <QtTest/QTest>

using namespace broadcaster;

class ConversationStatisticsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void countsByTypeAndSide();
    void countsTheUnanswered();
    void tellsTheCourse();
    void periodsGetLonger_data();
    void periodsGetLonger();
    void isBounded();
};

namespace {

Answerer agent(const QByteArray &id)
{
    return { Answerer::Kind::Client, id, ClientType::DataAgent };
}

quint64 repliesIn(const std::vector<ReplyPeriod> &periods)
{
    quint64 sum = 0;
    for (const ReplyPeriod &period : periods)
        sum += period.times.count();
    return sum;
}

} // namespace

void ConversationStatisticsTest::countsByTypeAndSide()
{
    ConversationStatistics statistics(1'000'000);
    statistics.addReply(1, agent("fast"), 0, 10, false);
    statistics.addReply(1, agent("fast"), 0, 30, true);
    statistics.addReply(1, agent("slow"), 0, 900, false);
    statistics.addReply(2, agent("fast"), 0, 5, false);
    statistics.addReply(2, { Answerer::Kind::Broker }, 0, 0, true);
    QCOMPARE(statistics.figures().size(), 4U);
    for (const ReplyFigures *one : statistics.figures()) {
        if (one->type != 1 || one->answerer != agent("fast"))
            continue;
        QCOMPARE(one->times.count(), 2U);
        QCOMPARE(one->times.quantile(0.5), 10);
        QCOMPARE(one->times.quantile(0.99), 30);
        QCOMPARE(one->errors, 1U);
    }
}

void ConversationStatisticsTest::countsTheUnanswered()
{
    ConversationStatistics statistics(1'000'000);
    const Answerer anybody { Answerer::Kind::Anybody, {}, ClientType::DataAgent };
    statistics.removeUnanswered(1, anybody);
    QVERIFY(statistics.figures().empty());
    statistics.addUnanswered(1, anybody);
    statistics.addUnanswered(1, anybody);
    statistics.removeUnanswered(1, anybody);
    QCOMPARE(statistics.figures().size(), 1U);
    QCOMPARE(statistics.figures()[0]->unanswered, 1U);
    statistics.removeUnanswered(1, anybody);
    QVERIFY(statistics.figures().empty()); // Nothing is left to be shown.
}

void ConversationStatisticsTest::tellsTheCourse()
{
    ConversationStatistics statistics(1'000'000);
    const auto key = ConversationStatistics::keyOf(1, agent("a"));
    statistics.addReply(1, agent("a"), 5'100, 10, false);
    statistics.addReply(1, agent("a"), 2'000, 40, true); // Its request was older.
    statistics.addReply(1, agent("a"), 5'999, 20, false);
    const std::vector<ReplyPeriod> periods = statistics.periods(key);
    QCOMPARE(periods.size(), 2U);
    QCOMPARE(periods[0].startMs, 2'000);
    QCOMPARE(periods[0].errors, 1U);
    QCOMPARE(periods[1].startMs, 5'000);
    QCOMPARE(periods[1].times.count(), 2U);
    QCOMPARE(periods[1].times.longest(), 20);
    QCOMPARE(statistics.periodMs(), 1'000);
    QVERIFY(statistics.periods(ConversationStatistics::keyOf(1, agent("b"))).empty());
}

void ConversationStatisticsTest::periodsGetLonger_data()
{
    QTest::addColumn<qint64>("lastMs");
    QTest::addColumn<qint64>("periodMs");
    QTest::newRow("two minutes") << qint64 { 119'999 } << qint64 { 1'000 };
    QTest::newRow("a little more") << qint64 { 120'000 } << qint64 { 2'000 };
    QTest::newRow("an hour") << qint64 { 3'600'000 } << qint64 { 32'000 };
    QTest::newRow("before the first") << qint64 { -300'000 } << qint64 { 4'000 };
    QTest::newRow("another century") << qint64 { 3'155'760'000'000 } << qint64 { 33'554'432'000 };
}

void ConversationStatisticsTest::periodsGetLonger()
{
    QFETCH(qint64, lastMs);
    QFETCH(qint64, periodMs);
    ConversationStatistics statistics(1'000'000);
    const auto key = ConversationStatistics::keyOf(1, agent("a"));
    for (int second = 0; second < 120; ++second)
        statistics.addReply(1, agent("a"), second * 1'000, 10, false);
    statistics.addReply(1, agent("a"), lastMs, 10, false);
    QCOMPARE(statistics.periodMs(), periodMs);
    const std::vector<ReplyPeriod> periods = statistics.periods(key);
    QVERIFY(std::ssize(periods) <= ConversationStatistics::MaxPeriods);
    QCOMPARE(repliesIn(periods), 121U);
    for (size_t i = 1; i < periods.size(); ++i)
        QVERIFY(periods[i - 1].startMs < periods[i].startMs);
}

void ConversationStatisticsTest::isBounded()
{
    constexpr qsizetype Limit = 200'000;
    ConversationStatistics statistics(Limit);
    for (int i = 0; i < 5'000; ++i) {
        // One agent stays, the others connect anew all the time.
        statistics.addReply(1, agent("stays"), i * 1'000, i, false);
        statistics.addReply(1, agent(QByteArray::number(i)), i * 1'000, i, false);
        QVERIFY(statistics.bytes() <= Limit);
    }
    QVERIFY(statistics.bytes() > Limit / 4);
    const auto figures = statistics.figures();
    QCOMPARE(figures.size() + statistics.dropped(), 5'001U);
    const auto stays = std::find_if(figures.begin(), figures.end(),
        [](const ReplyFigures *one) { return one->answerer == agent("stays"); });
    QVERIFY(stays != figures.end());
    QCOMPARE((*stays)->times.count(), 5'000U);
}

QTEST_GUILESS_MAIN(ConversationStatisticsTest)
#include "tst_conversationstatistics.moc"
