// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/accounts.h"

#include "server/api/bytes.h"
#include "server/cluster/records.h"

#include <QtTest/QTest>

#include <deque>
#include <random>
#include <set>

using namespace broadcaster;

namespace {

constexpr BatchCounts Nudge {}; ///< A batch without records.

BatchCounts messages(quint32 count)
{
    return { count, count, 0 };
}

/// Any order of events between a sender and the receivers that follow each other, and the true fate
/// of each message.
class Schedule final {
public:
    explicit Schedule(quint32 seed)
        : m_random(seed)
        , m_isAnsweredFirst(seed % 2 == 0)
    {
    }

    void run(int steps);
    /// No more faults: everything is delivered.
    void settle();
    void check() const;

private:
    enum class Fate { Queued, UnderWay, Handed, Lost };
    struct Sent {
        BatchNumbers numbers;
        BatchCounts counts;
        bool isCounted = false; ///< Its loss is in m_lost.
    };
    struct Answer {
        quint64 sequence;
        std::optional<qint64> receivers;
    };

    int roll(int sides) { return static_cast<int>(m_random() % static_cast<quint32>(sides)); }
    void step();
    void loseHere(ClusterLoss reason);
    void publish(BatchCounts counts, bool isWithFaults);
    void disturb(const Sent &sent);
    void receive();
    void handle(quint64 count);
    void report(bool isLost);
    void answer();
    void restart();
    void count(ClusterLoss loss, quint64 count) { m_lost[static_cast<size_t>(loss)] += count; }

    std::mt19937 m_random;
    bool m_isAnsweredFirst; ///< The engine's answers come before the receiver's accounts.
    PairSent m_sent;
    PairReceived m_received;
    AccountFigures m_ended; ///< Pairs before.
    std::deque<Sent> m_channel;
    std::deque<Answer> m_answers;
    std::set<quint64> m_taken;
    std::vector<BatchAccount> m_reports;
    quint64 m_queued = 0;
    quint64 m_inHand = 0; ///< Taken, fate not known yet.
    // The truth
    quint64 m_offered = 0;
    quint64 m_handed = 0;
    quint64 m_published = 0; ///< To this receiver.
    quint64 m_handedNow = 0; ///< By this receiver.
    quint64 m_droppedNow = 0;
    quint64 m_nobodys = 0;
    std::array<quint64, ClusterLossCount> m_lost {};
};

void Schedule::run(int steps)
{
    for (int i = 0; i < steps; ++i) {
        step();
        check();
    }
}

void Schedule::step()
{
    switch (roll(16)) {
    case 0:
    case 1:
    case 2: {
        const auto count = static_cast<quint64>(roll(5));
        m_sent.offer(count);
        m_queued += count;
        m_offered += count;
        return;
    }
    case 3:
        loseHere(roll(2) == 0 ? ClusterLoss::QueueFull : ClusterLoss::EngineAway);
        return;
    case 4:
    case 5:
    case 6: {
        const auto count = static_cast<quint32>(roll(static_cast<int>(m_queued) + 1));
        const auto others = static_cast<quint32>(roll(3));
        publish({ count + others, count, others == 2 ? 1U : 0U }, true);
        return;
    }
    case 7:
    case 8:
    case 9:
        receive();
        return;
    case 10:
        handle(m_inHand > 0 ? 1 : 0);
        return;
    case 11:
    case 12:
        report(roll(3) == 0);
        return;
    case 13:
        answer();
        return;
    case 14: // An old account again: it is refused or changes nothing.
        if (!m_reports.empty())
            (void)m_sent.settle(m_reports[static_cast<size_t>(roll(int(m_reports.size())))]);
        return;
    case 15:
        if (roll(20) == 0)
            restart();
        return;
    }
}

void Schedule::loseHere(ClusterLoss reason)
{
    const auto count = static_cast<quint64>(roll(static_cast<int>(m_queued) + 1));
    m_sent.lose(reason, count);
    m_queued -= count;
    this->count(reason, count);
}

void Schedule::publish(BatchCounts counts, bool isWithFaults)
{
    const Sent sent { m_sent.publish(counts), counts };
    QCOMPARE(sent.numbers.messagesBefore, m_published);
    m_queued -= counts.messages;
    m_published += counts.messages;
    if (isWithFaults) {
        disturb(sent);
        return;
    }
    m_channel.push_back(sent);
    m_answers.push_back({ sent.numbers.sequence, 1 });
}

/// Publishes the batch, or not, or twice, or too late, or so that nobody knows.
void Schedule::disturb(const Sent &sent)
{
    const quint64 sequence = sent.numbers.sequence;
    switch (roll(10)) {
    case 0: // Nobody is there.
    case 1:
        m_answers.push_back({ sequence, 0 });
        m_nobodys += sent.counts.messages;
        return;
    case 2: // Lost in the engine, which has taken it.
        m_answers.push_back({ sequence, 1 });
        return;
    case 3: // Lost with the engine.
        m_answers.push_back({ sequence, std::nullopt });
        return;
    case 4: // Arrived, but the answer is lost.
        m_channel.push_back(sent);
        m_answers.push_back({ sequence, std::nullopt });
        return;
    case 5: // Twice.
        m_channel.push_back(sent);
        m_channel.push_back(sent);
        break;
    case 6: // Before the last one.
        m_channel.insert(m_channel.empty() ? m_channel.end() : std::prev(m_channel.end()), sent);
        break;
    default:
        m_channel.push_back(sent);
    }
    m_answers.push_back({ sequence, 1 });
}

void Schedule::receive()
{
    if (m_channel.empty())
        return;
    const Sent sent = m_channel.front();
    m_channel.pop_front();
    const BatchArrival arrival = m_received.take(sent.numbers, sent.counts);
    if (arrival.kind == BatchArrival::Kind::Discard)
        return;
    QVERIFY(m_taken.insert(sent.numbers.sequence).second);
    m_inHand += sent.counts.messages;
    if (roll(2) == 0)
        handle(m_inHand);
}

void Schedule::handle(quint64 count)
{
    for (; count > 0; --count, --m_inHand) {
        const int fate = roll(4);
        if (fate == 0) {
            m_received.inboxFull(1);
            this->count(ClusterLoss::InboxFull, 1);
        } else if (fate == 1) {
            m_received.unknownProject(1);
            this->count(ClusterLoss::UnknownProject, 1);
        } else {
            m_received.received(1);
            ++m_handed;
            ++m_handedNow;
        }
        m_droppedNow += fate < 2 ? 1 : 0;
    }
}

void Schedule::report(bool isLost)
{
    if (!m_received.isReportDue())
        return;
    if (m_isAnsweredFirst) {
        while (!m_answers.empty())
            answer();
    }
    m_reports.push_back(m_received.report());
    if (!isLost)
        QVERIFY(m_sent.settle(m_reports.back()));
}

void Schedule::answer()
{
    if (m_answers.empty())
        return;
    m_sent.answered(m_answers.front().sequence, m_answers.front().receivers);
    m_answers.pop_front();
}

/// The receiver is declared dead, and another one takes its place.
void Schedule::restart()
{
    if (roll(2) == 0)
        settle();
    m_sent.end();
    QVERIFY(m_sent.isSettled());
    m_ended += m_sent.figures();
    QCOMPARE(m_ended.underWay, 0);
    m_sent = {};
    m_received = {};
    m_channel.clear();
    m_answers.clear();
    m_taken.clear();
    m_reports.clear();
    m_queued = m_inHand = m_published = m_handedNow = m_droppedNow = m_nobodys = 0;
}

void Schedule::settle()
{
    loseHere(ClusterLoss::QueueFull);
    publish(messages(static_cast<quint32>(m_queued)), true);
    int rounds = 0;
    while (!m_sent.isSettled()) {
        QVERIFY(++rounds < 3);
        publish(Nudge, false);
        while (!m_answers.empty())
            answer();
        while (!m_channel.empty())
            receive();
        handle(m_inHand);
        QVERIFY(m_received.isReportDue());
        report(false);
        check();
    }
    const AccountFigures now = m_sent.figures();
    QCOMPARE(now.underWay, 0);
    QCOMPARE(now.delivered, m_handedNow);
    const quint64 missed = m_published - m_handedNow - m_droppedNow;
    const quint64 nobody = now.lostFor(ClusterLoss::Nobody);
    QCOMPARE(nobody + now.lostFor(ClusterLoss::Gap), missed);
    QVERIFY(m_isAnsweredFirst ? nobody == m_nobodys : nobody <= m_nobodys);
    if (m_ended.offered > 0)
        return; // The receivers before have not reported everything.
    for (const ClusterLoss loss : { ClusterLoss::QueueFull, ClusterLoss::EngineAway,
             ClusterLoss::InboxFull, ClusterLoss::UnknownProject })
        QCOMPARE(now.lostFor(loss), m_lost[static_cast<size_t>(loss)]);
    QCOMPARE(now.lostFor(ClusterLoss::BrokerGone), 0);
}

void Schedule::check() const
{
    AccountFigures all = m_ended;
    all += m_sent.figures();
    QCOMPARE(all.unaccounted(), 0);
    QCOMPARE(all.offered, m_offered);
    QVERIFY(all.underWay <= m_offered);
    QVERIFY(all.delivered <= m_handed);
    for (const ClusterLoss loss : { ClusterLoss::InboxFull, ClusterLoss::UnknownProject })
        QVERIFY(all.lostFor(loss) <= m_lost[static_cast<size_t>(loss)]);
    for (const ClusterLoss loss : { ClusterLoss::QueueFull, ClusterLoss::EngineAway })
        QCOMPARE(all.lostFor(loss), m_lost[static_cast<size_t>(loss)]);
    QVERIFY(m_sent.figures().lostFor(ClusterLoss::Nobody) <= m_nobodys);
}

} // namespace

class AccountsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyMessageHasAnAccount();
    void lossesAreTold();
    void eachLossIsCountedByItself();
    void nobodysBatchesAreNoGap();
    void anAnswerAfterTheAccountChangesNothing();
    void gapsAreFoundByTheNextBatch();
    void numbersAreChecked_data();
    void numbersAreChecked();
    void impossibleAccountsAreRefused_data();
    void impossibleAccountsAreRefused();
    void aWrongEngineIsCorrected();
    void accountsDoNotAnswerEachOther();
    void theEndIsCounted();
    void anAccountComesBack();
    void randomSchedules();
};

void AccountsTest::everyMessageHasAnAccount()
{
    PairSent sent;
    PairReceived received;
    QVERIFY(sent.isSettled());
    sent.offer(5);
    QCOMPARE(sent.figures().underWay, 5);
    const BatchNumbers first = sent.publish(messages(3));
    const BatchNumbers second = sent.publish(messages(2));
    QVERIFY((first == BatchNumbers { 1, 0 } && second == BatchNumbers { 2, 3 }));
    QVERIFY(received.take(first, messages(3)) == BatchArrival {});
    received.received(2);
    QVERIFY(received.isReportDue());
    QVERIFY(sent.settle(received.report())); // One is still between the threads.
    QVERIFY(!received.isReportDue() && !sent.isSettled());
    QCOMPARE(sent.figures().underWay, 3);
    QCOMPARE(sent.figures().delivered, 2);
    received.received(1);
    QVERIFY(received.take(second, messages(2)) == BatchArrival {});
    received.received(2);
    QVERIFY(sent.settle(received.report()));
    QVERIFY(sent.isSettled());
    QCOMPARE(sent.figures().delivered, 5);
    QCOMPARE(sent.figures().unaccounted(), 0);
}

void AccountsTest::lossesAreTold()
{
    PairSent sent;
    PairReceived received;
    sent.offer(10);
    sent.lose(ClusterLoss::QueueFull, 1);
    sent.lose(ClusterLoss::EngineAway, 2);
    (void)received.take(sent.publish(messages(7)), messages(7));
    received.received(1);
    received.inboxFull(4);
    received.unknownProject(2);
    QVERIFY(sent.settle(received.report()));
    const AccountFigures figures = sent.figures();
    QCOMPARE(figures.lostFor(ClusterLoss::QueueFull), 1);
    QCOMPARE(figures.lostFor(ClusterLoss::EngineAway), 2);
    QCOMPARE(figures.lostFor(ClusterLoss::InboxFull), 4);
    QCOMPARE(figures.lostFor(ClusterLoss::UnknownProject), 2);
    QCOMPARE(figures.unaccounted(), 0);
    QVERIFY(sent.isSettled());
}

void AccountsTest::eachLossIsCountedByItself()
{
    QCOMPARE(ClusterLossCount, static_cast<size_t>(ClusterLoss::BrokerGone) + 1);
    ClusterMessages messages;
    qint64 count = 1;
    std::set<std::string_view> names;
    for (const ClusterMessages::Loss &loss : ClusterMessages::losses) {
        messages.*loss.count += count;
        count *= 2;
        names.insert(loss.name);
    }
    QCOMPARE(messages.lost(), count - 1);
    QCOMPARE(names.size(), ClusterLossCount);
    QCOMPARE(messages.engineAway, 1 << static_cast<int>(ClusterLoss::EngineAway));
    QCOMPARE(messages.unknownProject, 1 << static_cast<int>(ClusterLoss::UnknownProject));
}

void AccountsTest::nobodysBatchesAreNoGap()
{
    PairSent sent;
    PairReceived received;
    sent.offer(15);
    for (quint32 size = 1; size <= 4; ++size)
        (void)sent.publish(messages(size)); // 1 to 3 for nobody, 4 lost.
    for (const quint64 sequence : { 1, 2, 3 })
        sent.answered(sequence, 0);
    sent.answered(4, 1);
    QCOMPARE(sent.figures().lostFor(ClusterLoss::Nobody), 1 + 2 + 3); // At once.
    const BatchArrival last = received.take(sent.publish(messages(5)), messages(5));
    QVERIFY((last == BatchArrival { BatchArrival::Kind::GapBefore, 10 }));
    received.received(5);
    QVERIFY(sent.settle(received.report()));
    QCOMPARE(sent.figures().lostFor(ClusterLoss::Nobody), 6);
    QCOMPARE(sent.figures().lostFor(ClusterLoss::Gap), 4);
    QCOMPARE(sent.figures().delivered, 5);
    QCOMPARE(sent.figures().unaccounted(), 0);
    QVERIFY(sent.isSettled());
}

void AccountsTest::anAnswerAfterTheAccountChangesNothing()
{
    PairSent sent;
    PairReceived received;
    sent.offer(1);
    (void)sent.publish(messages(1));
    (void)received.take(sent.publish(Nudge), Nudge);
    QVERIFY(sent.settle(received.report()));
    QCOMPARE(sent.figures().lostFor(ClusterLoss::Gap), 1);
    sent.answered(1, 0);
    QCOMPARE(sent.figures().lostFor(ClusterLoss::Gap), 1);
    QCOMPARE(sent.figures().lostFor(ClusterLoss::Nobody), 0);
}

void AccountsTest::gapsAreFoundByTheNextBatch()
{
    PairSent sent;
    PairReceived received;
    sent.offer(3);
    const BatchNumbers late = sent.publish(messages(3));
    QVERIFY(!sent.isSettled());
    const BatchNumbers nudge = sent.publish(Nudge);
    QVERIFY((received.take(nudge, Nudge) == BatchArrival { BatchArrival::Kind::GapBefore, 3 }));
    QVERIFY(received.take(late, messages(3)).kind == BatchArrival::Kind::Discard);
    QVERIFY(received.take(nudge, Nudge).kind == BatchArrival::Kind::Discard);
    QVERIFY(sent.settle(received.report()));
    QVERIFY(sent.isSettled());
    QCOMPARE(sent.figures().lostFor(ClusterLoss::Gap), 3);
    // A join alone is confirmed, too: without it, a client would be missing for ever.
    (void)sent.publish({ 1, 0, 0 });
    QVERIFY(!sent.isSettled());
    QVERIFY((received.take(sent.publish(Nudge), Nudge)
        == BatchArrival { BatchArrival::Kind::GapBefore, 0 }));
    QVERIFY(sent.settle(received.report()));
    QVERIFY(sent.isSettled());
}

void AccountsTest::numbersAreChecked_data()
{
    QTest::addColumn<quint64>("sequence");
    QTest::addColumn<quint64>("before");
    QTest::addColumn<bool>("isTaken");
    constexpr quint64 Max = std::numeric_limits<quint64>::max();
    QTest::newRow("next") << quint64 { 2 } << quint64 { 4 } << true;
    QTest::newRow("to all") << quint64 { 0 } << quint64 { 0 } << false;
    QTest::newRow("again") << quint64 { 1 } << quint64 { 0 } << false;
    QTest::newRow("next, with messages nobody sent") << quint64 { 2 } << quint64 { 5 } << false;
    QTest::newRow("next, with fewer messages") << quint64 { 2 } << quint64 { 3 } << false;
    QTest::newRow("gap without messages") << quint64 { 3 } << quint64 { 4 } << true;
    QTest::newRow("gap") << quint64 { 3 } << quint64 { 5 } << true;
    QTest::newRow("gap backwards") << quint64 { 3 } << quint64 { 3 } << false;
    QTest::newRow("last number") << Max << quint64 { 4 } << false;
    QTest::newRow("too many messages") << quint64 { 3 } << Max << false;
}

void AccountsTest::numbersAreChecked()
{
    QFETCH(const quint64, sequence);
    QFETCH(const quint64, before);
    QFETCH(const bool, isTaken);
    PairReceived received;
    QVERIFY(received.take({ 1, 0 }, messages(4)) == BatchArrival {});
    const BatchAccount old = received.report();
    const BatchArrival arrival = received.take({ sequence, before }, messages(1));
    QCOMPARE(arrival.kind != BatchArrival::Kind::Discard, isTaken);
    QCOMPARE(received.isReportDue(), isTaken);
    QCOMPARE(received.report() == old, !isTaken);
}

void AccountsTest::impossibleAccountsAreRefused_data()
{
    QTest::addColumn<BatchAccount>("account");
    constexpr quint64 Max = std::numeric_limits<quint64>::max();
    // The last one was { 2, 5, 1, 2, 1, 1 }; 3 batches with 9 messages are sent.
    QTest::newRow("fewer batches") << BatchAccount { 1, 5, 1, 2, 1, 1 };
    QTest::newRow("more batches") << BatchAccount { 4, 9, 1, 2, 1, 1 };
    QTest::newRow("smaller position") << BatchAccount { 2, 4, 1, 2, 1, 0 };
    QTest::newRow("larger position") << BatchAccount { 3, 10, 1, 2, 1, 1 };
    QTest::newRow("fewer missed") << BatchAccount { 2, 5, 0, 2, 1, 1 };
    QTest::newRow("fewer received") << BatchAccount { 2, 5, 1, 1, 1, 1 };
    QTest::newRow("fewer for a full inbox") << BatchAccount { 2, 5, 1, 2, 0, 1 };
    QTest::newRow("fewer for unknown projects") << BatchAccount { 2, 5, 1, 2, 1, 0 };
    QTest::newRow("more than the position") << BatchAccount { 3, 9, 1, 7, 1, 1 };
    QTest::newRow("sum that overflows") << BatchAccount { 3, 9, 1, Max, 1, 1 };
    QTest::newRow("sum that overflows twice")
        << BatchAccount { 3, 9, Max / 2 + 1, Max / 2 + 1, 1, 1 };
    QTest::newRow("messages of a batch for nobody") << BatchAccount { 2, 9, 1, 2, 1, 1 };
}

void AccountsTest::impossibleAccountsAreRefused()
{
    QFETCH(const BatchAccount, account);
    PairSent sent;
    sent.offer(9);
    (void)sent.publish(messages(2));
    (void)sent.publish(messages(3));
    (void)sent.publish(messages(4));
    sent.answered(3, 0);
    const BatchAccount last { 2, 5, 1, 2, 1, 1 };
    QVERIFY(sent.settle(last) && sent.settle(last));
    const AccountFigures before = sent.figures();
    QVERIFY(!sent.settle(account));
    QCOMPARE(sent.figures().lost, before.lost);
    QCOMPARE(sent.figures().underWay, before.underWay);
    QCOMPARE(sent.figures().unaccounted(), 0);
}

void AccountsTest::aWrongEngineIsCorrected()
{
    PairSent sent;
    PairReceived received;
    sent.offer(4);
    const BatchNumbers first = sent.publish(messages(4));
    sent.answered(1, 0);
    (void)received.take(first, messages(4));
    received.received(4);
    QVERIFY(sent.settle(received.report()));
    QCOMPARE(sent.figures().delivered, 4);
    QCOMPARE(sent.figures().lostFor(ClusterLoss::Nobody), 0);
    QCOMPARE(sent.figures().unaccounted(), 0);
}

void AccountsTest::accountsDoNotAnswerEachOther()
{
    constexpr BatchCounts Account { 1, 0, 1 };
    PairSent sent;
    PairReceived received;
    (void)received.take(sent.publish(Account), Account);
    QVERIFY(sent.isSettled());
    QVERIFY(!received.isReportDue());
    (void)received.take(sent.publish(Nudge), Nudge);
    QVERIFY(sent.isSettled());
    QVERIFY(received.isReportDue());
}

void AccountsTest::theEndIsCounted()
{
    PairSent sent;
    sent.offer(10);
    (void)sent.publish(messages(4));
    (void)sent.publish(messages(3));
    sent.answered(2, 0);
    sent.end();
    sent.end();
    QVERIFY(sent.isSettled());
    sent.offer(1);
    sent.answered(1, 0);
    QVERIFY(!sent.settle({ 1, 4, 0, 4, 0, 0 }));
    const AccountFigures figures = sent.figures();
    QCOMPARE(figures.lostFor(ClusterLoss::BrokerGone), 4 + 3 + 1);
    QCOMPARE(figures.lostFor(ClusterLoss::Nobody), 3);
    QCOMPARE(figures.underWay, 0);
    QCOMPARE(figures.unaccounted(), 0);
}

void AccountsTest::anAccountComesBack()
{
    const BatchAccount account { 1, 2ULL << 40, 3, 4, 5, 6 };
    QByteArray record;
    appendAccount(record, account);
    RecordReader reader(view(record));
    const auto read = reader.next();
    QVERIFY(read && read->kind == RecordKind::Account && read->project == 0);
    QVERIFY(readAccount(read->body) == account);
    QVERIFY(!readAccount(read->body.substr(1)) && !readAccount({}));
}

void AccountsTest::randomSchedules()
{
    constexpr quint32 Seeds = 5000;
    for (quint32 seed = 1; seed <= Seeds; ++seed) {
        Schedule schedule(seed);
        schedule.run(200);
        schedule.settle();
        schedule.check();
        if (QTest::currentTestFailed())
            QFAIL(qPrintable(QStringLiteral("seed %1").arg(seed)));
    }
}

QTEST_GUILESS_MAIN(AccountsTest)
#include "tst_accounts.moc"
