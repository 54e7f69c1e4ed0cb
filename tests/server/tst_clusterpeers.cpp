// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clusterpeers.h"

#include "server/base/tuning.h"

#include <QtTest/QTest>

using namespace broadcaster;

namespace {

const BrokerId Self(1);
const BrokerId Other(2);

OutgoingRecords records(qsizetype size, quint32 messages = 1)
{
    OutgoingRecords made;
    made.to = Other;
    made.records = QByteArray(size, 'x');
    made.count = made.messages = messages;
    return made;
}

} // namespace

class ClusterPeersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bytesWaitUntilTheyLeave();
    void bytesWaitUntilTheyAreDropped();
    void lossKeepsTheCounterOfALivingBroker();
    void onlyThoseThatWereHeardAreListed();
};

void ClusterPeersTest::bytesWaitUntilTheyLeave()
{
    ClusterPeers peers;
    ClusterPeer &peer = peers.get(Other);
    peer.push(records(1000), Clock::Time());
    peer.push(records(500), Clock::Time());
    QCOMPARE(peer.waitingBytes(), qint64(1500));
    QCOMPARE(peers.waitingFor(Other)->load(), qint64(1500));
    BatchWriter writer;
    BatchCounts counts;
    (void)peer.takeBatch(writer, counts);
    QCOMPARE(counts.messages, 2U);
    QCOMPARE(peer.waitingBytes(), qint64(0));
    OutgoingRecords refused = records(0, 0);
    refused.refused = 3;
    peer.push(std::move(refused), Clock::Time());
    QVERIFY(!peer.hasWaiting());
    QCOMPARE(peer.waitingBytes(), qint64(0));
}

void ClusterPeersTest::bytesWaitUntilTheyAreDropped()
{
    ClusterPeers peers;
    ClusterPeer &peer = peers.get(Other);
    const Clock::Time now {};
    peer.push(records(1000), now);
    peer.dropOld(now + limits::ClusterQueueTime);
    QVERIFY(peer.hasWaiting());
    peer.dropOld(now + limits::ClusterQueueTime + std::chrono::milliseconds(1));
    QCOMPARE(peer.waitingBytes(), qint64(0));
    OutgoingRecords joins = records(100, 0);
    joins.hasPresence = true;
    joins.count = 1;
    peer.push(std::move(joins), now);
    QVERIFY(!peer.wantsResync);
    peer.dropAll();
    QVERIFY(!peer.hasWaiting() && peer.wantsResync);
    QCOMPARE(peer.waitingBytes(), qint64(0));
}

/// Records of a life before may come after the broker was found again.
void ClusterPeersTest::lossKeepsTheCounterOfALivingBroker()
{
    ClusterPeers peers;
    ClusterPeer &peer = peers.get(Other);
    peer.push(records(1000), Clock::Time());
    peers.loseFor(Other, 5);
    QCOMPARE(peers.waitingFor(Other)->load(), qint64(1000));
    QCOMPARE(peer.waitingBytes(), qint64(1000));
    const auto before = peers.waitingFor(Other);
    QVERIFY(peers.take(Other) != nullptr);
    peers.loseFor(Other, 5);
    QVERIFY(peers.waitingFor(Other) != before);
    // With the one that waited.
    QCOMPARE(peers.figures().lost[static_cast<size_t>(ClusterLoss::BrokerGone)], quint64(11));
}

void ClusterPeersTest::onlyThoseThatWereHeardAreListed()
{
    ClusterPeers peers;
    peers.get(Self).noteHeard(Clock::Time());
    ClusterPeer &peer = peers.get(Other);
    QVERIFY(peers.heardBut(Self).empty());
    peer.noteHeard(Clock::Time());
    QCOMPARE(peers.heardBut(Self), std::vector<BrokerId> { Other });
}

QTEST_GUILESS_MAIN(ClusterPeersTest)
#include "tst_clusterpeers.moc"
