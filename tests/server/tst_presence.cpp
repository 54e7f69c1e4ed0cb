// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/presence.h"

#include "server/base/tuning.h"

#include <QtTest/QTest>

#include <algorithm>

using namespace broadcaster;
using namespace std::chrono_literals;

namespace {

using Kind = PresenceAction::Kind;
using Actions = std::vector<PresenceAction>;

const BrokerId Self(1);
const BrokerId Other(2);
const BrokerId Third(3);
constexpr ClusterEngine::Renewal Held { true, false };
constexpr ClusterEngine::Renewal Lost { false, false };

/// A broker with an engine that answers at once. Questions about other brokers stay open.
struct Fixture {
    Fixture() { presence.engineUp(now); }

    /// Takes the actions, and answers those that concern this broker alone.
    Actions take()
    {
        Actions all;
        while (true) {
            const Actions some = presence.takeActions();
            if (some.empty())
                return all;
            for (const PresenceAction &action : some) {
                if (action.kind == Kind::SendProbe && probesReturn)
                    presence.probeReturned(action.number, now);
                if (action.kind == Kind::RenewLease)
                    presence.renewed(action.number, renewal, now);
                all.push_back(action);
            }
        }
    }

    /// Lets time pass, and others beat.
    Actions pass(std::chrono::milliseconds time, const std::vector<BrokerId> &beating = {})
    {
        Actions all = take();
        for (; time > 0ms; time -= limits::ClusterTick) {
            now += limits::ClusterTick;
            for (const BrokerId id : beating)
                heard(id);
            presence.tick(now);
            const Actions more = take();
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }

    bool heard(BrokerId id) { return presence.heard(id, now); }

    /// Lets `id`, known and silent, be asked for. Returns the number of the question.
    quint64 askedFor(BrokerId id)
    {
        const auto found = find(pass(limits::ClusterSilence), Kind::AskLease, id);
        return found ? found->number : 0;
    }

    /// Lets `id` die.
    bool die(BrokerId id)
    {
        presence.leaseAnswered(id, askedFor(id), false, now);
        presence.fenced(id, true, now);
        return find(take(), Kind::DeclareDead, id).has_value();
    }

    static std::optional<PresenceAction> find(
        const Actions &actions, Kind kind, BrokerId broker = {})
    {
        const auto found = std::find_if(
            actions.begin(), actions.end(), [&](const PresenceAction &action) {
                return action.kind == kind && action.broker == broker;
            });
        return found == actions.end() ? std::nullopt : std::optional(*found);
    }

    static std::ptrdiff_t count(const Actions &actions, Kind kind)
    {
        return std::count_if(actions.begin(), actions.end(),
            [&](const PresenceAction &action) { return action.kind == kind; });
    }

    bool has(const Actions &actions, Kind kind) const { return count(actions, kind) > 0; }

    Presence::Time now = Presence::Time() + 24h;
    bool probesReturn = true;
    std::optional<ClusterEngine::Renewal> renewal = Held;
    Presence presence { Self, now };
};

} // namespace

class PresenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void provesItsLife();
    void isQuietWithoutAnEngine();
    void newBrokersAreFound();
    void aSilentBrokerDiesAfterItsFence();
    void aLeaseKeepsAlive();
    void aBeatKeepsAlive();
    void aFenceIsFinal();
    void aFailedFenceIsTriedAgain();
    void nobodyDiesWhileProbesAreLost();
    void nobodyDiesAfterTheEngineWasAway();
    void nobodyDiesAfterAStop_data();
    void nobodyDiesAfterAStop();
    void lostProbesReconnect();
    void lateProbesDoNotCount();
    void theDeadAreTold();
    void registersAgain();
    void aFencedBrokerBeginsAnew();
    void answersOfAnEarlierLifeAreIgnored();
    void goodbyeIsNoDeath();
    void registeredBrokersMayBeDead();
    void tablesHaveBounds();
    void roundTripIsMeasured();
};

void PresenceTest::provesItsLife()
{
    Fixture test;
    const Actions first = test.take();
    QCOMPARE(first.size(), 4);
    QVERIFY(first[0].kind == Kind::RenewLease); // Before anything that others see.
    QVERIFY(test.has(first, Kind::SendBeat) && test.has(first, Kind::SendProbe));
    QVERIFY(first[3].kind == Kind::Reregister);
    const Actions minute = test.pass(60s);
    QCOMPARE(test.count(minute, Kind::SendBeat), 30);
    QCOMPARE(test.count(minute, Kind::SendProbe), 30);
    QCOMPARE(test.count(minute, Kind::RenewLease), 24);
    QCOMPARE(minute.size(), 84);
    QVERIFY(test.presence.isProbeGood());
}

void PresenceTest::isQuietWithoutAnEngine()
{
    Fixture test;
    (void)test.take();
    test.presence.engineDown(test.now);
    QVERIFY(!test.presence.isProbeGood());
    QVERIFY(test.pass(60s).empty());
    test.presence.engineUp(test.now);
    test.presence.engineUp(test.now);
    QCOMPARE(test.take().size(), 4);
}

void PresenceTest::newBrokersAreFound()
{
    Fixture test;
    (void)test.take();
    QVERIFY(test.heard(Other) && test.heard(Other) && test.heard(Self));
    QCOMPARE(test.take(), (Actions { { Kind::Found, Other } }));
    QCOMPARE(test.presence.state().brokers.size(), 1);
    QVERIFY(test.presence.state().brokers.at(Other).lastHeard == test.now);
}

void PresenceTest::aSilentBrokerDiesAfterItsFence()
{
    Fixture test;
    (void)test.pass(10s);
    (void)test.heard(Other);
    const auto lastHeard = test.now;
    QVERIFY(!test.has(test.pass(limits::ClusterSilence - limits::ClusterTick), Kind::AskLease));
    const auto question = test.find(test.pass(limits::ClusterTick), Kind::AskLease, Other);
    QVERIFY(question && test.now - lastHeard == limits::ClusterSilence);
    test.presence.leaseAnswered(Other, question->number, false, test.now);
    QCOMPARE(test.take(), (Actions { { Kind::Fence, Other } }));
    const Actions waiting = test.pass(10s); // The engine takes its time.
    QVERIFY(!test.has(waiting, Kind::DeclareDead) && !test.has(waiting, Kind::AskLease));
    test.presence.fenced(Other, true, test.now);
    QCOMPARE(test.take(), (Actions { { Kind::DeclareDead, Other } }));
    test.presence.fenced(Other, true, test.now);
    QVERIFY(test.take().empty());
    QVERIFY(!test.has(test.pass(60s), Kind::AskLease));
    QVERIFY(test.presence.state().brokers.empty());
}

void PresenceTest::aLeaseKeepsAlive()
{
    Fixture test;
    (void)test.heard(Other);
    for (int i = 0; i < 30; ++i) { // Asked for once a second.
        const quint64 number = i == 0
            ? test.askedFor(Other)
            : test.find(test.pass(limits::ClusterQuestionInterval), Kind::AskLease, Other)
                  .value_or(PresenceAction())
                  .number;
        QVERIFY(number != 0);
        const std::optional<bool> answer = i % 2 == 0 ? std::optional(true) : std::nullopt;
        test.presence.leaseAnswered(Other, number, answer, test.now);
        QVERIFY(test.take().empty());
    }
}

void PresenceTest::aBeatKeepsAlive()
{
    Fixture test;
    (void)test.heard(Other);
    QVERIFY(!test.has(test.pass(60s, { Other }), Kind::AskLease));
    const quint64 number = test.askedFor(Other);
    QVERIFY(number != 0);
    (void)test.heard(Other); // Before the answer.
    test.presence.leaseAnswered(Other, number, false, test.now);
    QVERIFY(test.take().empty());
    // The same where the answer takes as long as the next silence.
    const quint64 slow = test.askedFor(Other);
    (void)test.heard(Other);
    (void)test.pass(limits::ClusterSilence - limits::ClusterTick);
    test.now += limits::ClusterTick;
    test.presence.leaseAnswered(Other, slow, false, test.now);
    QVERIFY(test.take().empty());
    (void)test.heard(Other);
    // The answer to an earlier question says nothing, either.
    const quint64 next = test.askedFor(Other);
    QVERIFY(next != 0 && next != number);
    test.presence.leaseAnswered(Other, number, false, test.now);
    QVERIFY(test.take().empty());
    test.presence.leaseAnswered(Other, next, false, test.now);
    QVERIFY(test.has(test.take(), Kind::Fence));
}

void PresenceTest::aFenceIsFinal()
{
    Fixture test;
    (void)test.heard(Other);
    test.presence.leaseAnswered(Other, test.askedFor(Other), false, test.now);
    QVERIFY(test.has(test.take(), Kind::Fence));
    QVERIFY(test.heard(Other)); // It lives, and is going to find its fence.
    test.presence.fenced(Other, true, test.now);
    QVERIFY(test.has(test.take(), Kind::DeclareDead));
}

void PresenceTest::aFailedFenceIsTriedAgain()
{
    Fixture test;
    (void)test.heard(Other);
    test.presence.leaseAnswered(Other, test.askedFor(Other), false, test.now);
    (void)test.take();
    test.presence.fenced(Other, false, test.now);
    QVERIFY(test.take().empty());
    const auto again = test.find(test.pass(limits::ClusterQuestionInterval), Kind::AskLease, Other);
    QVERIFY(again);
    test.presence.leaseAnswered(Other, again->number, false, test.now);
    QVERIFY(test.has(test.take(), Kind::Fence));
}

void PresenceTest::nobodyDiesWhileProbesAreLost()
{
    Fixture test;
    (void)test.heard(Other);
    (void)test.pass(4s, { Other });
    test.probesReturn = false;
    QVERIFY(!test.has(test.pass(60s), Kind::AskLease));
    QVERIFY(!test.presence.isProbeGood());
    test.probesReturn = true;
    Actions later = test.pass(limits::ClusterProbeInterval);
    QVERIFY(test.presence.isProbeGood());
    const auto goodSince = *test.presence.state().goodSince;
    while (!test.has(later, Kind::AskLease) && test.now < goodSince + 1min)
        later = test.pass(limits::ClusterTick);
    QVERIFY(test.now - goodSince == limits::ClusterProbeGood);
    // The probe is lost between question and answer.
    quint64 number = 0;
    test.probesReturn = false;
    for (int i = 0; i < 10 && test.presence.isProbeGood(); ++i) {
        const auto question = test.find(later, Kind::AskLease, Other);
        number = question ? question->number : number;
        later = test.pass(limits::ClusterTick);
    }
    QVERIFY(number != 0 && !test.presence.isProbeGood());
    test.presence.leaseAnswered(Other, number, false, test.now);
    QVERIFY(!test.has(test.take(), Kind::Fence));
}

void PresenceTest::nobodyDiesAfterTheEngineWasAway()
{
    Fixture test;
    (void)test.heard(Other);
    const quint64 asked = test.askedFor(Other);
    QVERIFY(asked != 0);
    test.presence.engineDown(test.now);
    test.presence.leaseAnswered(Other, asked, false, test.now);
    QVERIFY(!test.has(test.pass(30s), Kind::Fence));
    test.presence.engineUp(test.now);
    test.presence.leaseAnswered(Other, asked, false, test.now);
    // Silence counts anew: another broker may need longer to find the engine.
    const Actions early = test.pass(limits::ClusterSilence - limits::ClusterTick);
    QVERIFY(!test.has(early, Kind::AskLease) && !test.has(early, Kind::Fence));
    QVERIFY(test.has(test.pass(limits::ClusterTick), Kind::AskLease));
}

void PresenceTest::nobodyDiesAfterAStop_data()
{
    QTest::addColumn<int>("first");
    QTest::newRow("the tick comes first") << 0;
    QTest::newRow("an answer comes first") << 1;
    QTest::newRow("a probe comes first") << 2;
}

void PresenceTest::nobodyDiesAfterAStop()
{
    QFETCH(const int, first);
    Fixture test;
    (void)test.heard(Other);
    const quint64 asked = test.askedFor(Other);
    QVERIFY(asked != 0);
    test.probesReturn = false;
    const Actions sent = test.pass(limits::ClusterProbeInterval);
    const auto probe = test.find(sent, Kind::SendProbe);
    const auto question = test.find(sent, Kind::AskLease, Other);
    QVERIFY(probe && question);
    test.probesReturn = true;
    test.now += limits::ClusterStall + 1ms;
    if (first == 0)
        test.presence.tick(test.now);
    if (first == 2)
        test.presence.probeReturned(probe->number, test.now);
    test.presence.leaseAnswered(Other, question->number, false, test.now);
    QVERIFY(!test.presence.isProbeGood());
    const Actions early = test.pass(limits::ClusterSilence - limits::ClusterTick);
    QVERIFY(test.presence.isProbeGood());
    QVERIFY(!test.has(early, Kind::Fence) && !test.has(early, Kind::AskLease));
    QVERIFY(!test.has(early, Kind::Reconnect));
    QVERIFY(test.has(test.pass(limits::ClusterTick), Kind::AskLease));
}

void PresenceTest::lostProbesReconnect()
{
    Fixture test;
    (void)test.pass(10s);
    test.probesReturn = false;
    const Actions minute = test.pass(60s);
    QCOMPARE(test.count(minute, Kind::SendProbe), 30);
    QCOMPARE(test.count(minute, Kind::Reconnect), (30 - 1) / limits::MaxMissedProbes);
    QCOMPARE(test.count(minute, Kind::SendBeat), 30);
    test.probesReturn = true;
    (void)test.pass(limits::ClusterProbeInterval); // The last one that was lost.
    QVERIFY(!test.has(test.pass(60s), Kind::Reconnect));
}

void PresenceTest::lateProbesDoNotCount()
{
    Fixture test;
    (void)test.take();
    test.probesReturn = false;
    const auto probe = test.find(test.pass(limits::ClusterProbeInterval), Kind::SendProbe);
    QVERIFY(probe);
    (void)test.pass(limits::ClusterProbeInterval);
    QVERIFY(!test.presence.isProbeGood());
    test.presence.probeReturned(probe->number, test.now);
    test.presence.probeReturned(0, test.now);
    QVERIFY(!test.presence.isProbeGood());
}

void PresenceTest::theDeadAreTold()
{
    Fixture test;
    (void)test.heard(Other);
    QVERIFY(test.die(Other));
    QVERIFY(!test.heard(Other) && !test.heard(Other));
    QCOMPARE(test.take(), (Actions { { Kind::TellFenced, Other } }));
    test.now += limits::FencedNoticeInterval - 1ms;
    QVERIFY(!test.heard(Other));
    QVERIFY(test.take().empty());
    test.now += 1ms;
    QVERIFY(!test.heard(Other));
    QVERIFY(test.has(test.take(), Kind::TellFenced));
    test.presence.goodbye(Other, test.now);
    QVERIFY(test.take().empty());
    QVERIFY(!test.presence.registered(Other, test.now));
    // It stays dead for this broker's next life.
    test.presence.begin(Third, test.now);
    test.now += limits::FencedNoticeInterval;
    QVERIFY(!test.heard(Other));
    QVERIFY(test.has(test.take(), Kind::TellFenced));
}

void PresenceTest::registersAgain()
{
    Fixture test;
    test.renewal = Lost;
    QCOMPARE(test.count(test.take(), Kind::Reregister), 1); // The first.
    test.renewal = Held;
    QVERIFY(!test.has(test.pass(30s), Kind::Reregister));
    test.renewal = std::nullopt;
    QVERIFY(!test.has(test.pass(30s), Kind::Reregister));
    test.renewal = Lost; // The engine has lost its data.
    QCOMPARE(test.count(test.pass(limits::ClusterLeaseRenewal), Kind::Reregister), 1);
    test.renewal = Held;
    test.presence.engineDown(test.now);
    test.presence.engineUp(test.now);
    QCOMPARE(test.count(test.take(), Kind::Reregister), 1);
}

void PresenceTest::aFencedBrokerBeginsAnew()
{
    for (const bool isTold : { false, true }) {
        Fixture test;
        (void)test.heard(Other);
        (void)test.pass(4s);
        if (isTold)
            test.presence.toldFenced(test.now);
        else
            test.renewal = ClusterEngine::Renewal { false, true };
        const Actions actions = test.pass(limits::ClusterLeaseRenewal);
        QCOMPARE(test.count(actions, Kind::BeginAnew), 1);
        QVERIFY(!test.has(actions, Kind::Reregister));
        test.presence.toldFenced(test.now);
        QVERIFY(!test.heard(Third));
        QVERIFY(test.pass(60s).empty()); // Until it has begun.
        test.renewal = Held;
        test.presence.begin(Third, test.now);
        QVERIFY(test.presence.state().brokers.empty());
        QVERIFY(test.pass(60s).empty()); // Until the engine is up.
        test.presence.engineUp(test.now);
        QCOMPARE(test.take().size(), 4);
    }
}

void PresenceTest::answersOfAnEarlierLifeAreIgnored()
{
    Fixture test;
    const Actions first = test.presence.takeActions();
    const auto renewal = test.find(first, Kind::RenewLease);
    const auto probe = test.find(first, Kind::SendProbe);
    QVERIFY(renewal && probe);
    test.presence.begin(Third, test.now);
    test.presence.engineUp(test.now);
    const Actions second = test.presence.takeActions();
    test.presence.renewed(renewal->number, ClusterEngine::Renewal { true, true }, test.now);
    test.presence.probeReturned(probe->number, test.now);
    QVERIFY(test.presence.takeActions().empty());
    QVERIFY(!test.presence.isProbeGood());
    test.presence.renewed(test.find(second, Kind::RenewLease)->number, Held, test.now);
    QVERIFY(test.has(test.presence.takeActions(), Kind::Reregister));
}

void PresenceTest::goodbyeIsNoDeath()
{
    Fixture test;
    (void)test.heard(Other);
    (void)test.take();
    test.presence.goodbye(Other, test.now);
    test.presence.goodbye(Other, test.now);
    test.presence.goodbye(Self, test.now);
    QCOMPARE(test.take(), (Actions { { Kind::DeclareGone, Other } }));
    QVERIFY(!test.heard(Other)); // Late.
    QVERIFY(!test.presence.registered(Other, test.now));
    test.presence.goodbye(Third, test.now); // Not known.
    QVERIFY(test.take().empty());
    // While its fence is being written.
    const BrokerId fenced(4);
    (void)test.heard(fenced);
    test.presence.leaseAnswered(fenced, test.askedFor(fenced), false, test.now);
    test.presence.goodbye(fenced, test.now);
    test.presence.fenced(fenced, true, test.now);
    const Actions end = test.take();
    QVERIFY(test.has(end, Kind::DeclareGone) && !test.has(end, Kind::DeclareDead));
}

void PresenceTest::registeredBrokersMayBeDead()
{
    Fixture test;
    (void)test.take();
    QVERIFY(test.presence.registered(Other, test.now));
    QVERIFY(test.presence.registered(Self, test.now));
    QCOMPARE(test.take(), (Actions { { Kind::Found, Other } }));
    QVERIFY(test.die(Other)); // It was never heard.
}

void PresenceTest::tablesHaveBounds()
{
    Fixture test;
    (void)test.take();
    quint64 next = 10;
    for (size_t i = 0; i < limits::MaxClusterBrokers; ++i)
        QVERIFY(test.heard(BrokerId(next++)));
    QVERIFY(!test.heard(BrokerId(next)));
    QVERIFY(test.presence.registered(BrokerId(next), test.now)); // Not to be removed, either.
    QCOMPARE(test.presence.state().brokers.size(), limits::MaxClusterBrokers);
    for (quint64 id = 10; id < next; ++id)
        test.presence.goodbye(BrokerId(id), test.now);
    for (size_t i = 0; i < limits::RememberedFormerBrokers; ++i)
        test.presence.goodbye(BrokerId(next++), test.now);
    QCOMPARE(test.presence.state().formers.size(), limits::RememberedFormerBrokers);
    QVERIFY(!test.heard(BrokerId(next - 1)));
    QVERIFY(test.heard(BrokerId(10))); // Forgotten.
}

void PresenceTest::roundTripIsMeasured()
{
    Fixture test;
    test.probesReturn = false;
    const auto probe = test.find(test.take(), Kind::SendProbe);
    test.now += 30ms;
    test.presence.probeReturned(probe->number, test.now);
    QVERIFY(test.presence.state().roundTrip == 30ms);
}

QTEST_GUILESS_MAIN(PresenceTest)
#include "tst_presence.moc"
