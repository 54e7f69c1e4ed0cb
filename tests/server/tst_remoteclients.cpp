// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/remoteclients.h"

#include <QtCore/QRandomGenerator>
#include <QtTest/QtTest>

#include <map>

using namespace broadcaster;

namespace {

ClientKey randomKey(QRandomGenerator &random)
{
    ClientKey key;
    for (char &byte : key)
        byte = static_cast<char>(random.bounded(256));
    return key;
}

/// Keys of which many want the same place.
ClientKey crowdedKey(quint32 number)
{
    ClientKey key {};
    key[15] = static_cast<char>(number & 0xffU);
    key[14] = static_cast<char>(number >> 8U);
    key[3] = static_cast<char>(number % 3 * 100);
    return key;
}

RemoteClients::Client clientOf(const ClientKey &key, quint32 number)
{
    return { { key, static_cast<ClientType>(number % ClientTypeCount),
                 1'700'000'000'000 + static_cast<qint64>(number) },
        static_cast<quint16>(number % RemoteClients::MaxBroker), number };
}

} // namespace

class RemoteClientsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatItWasGiven();
    void agreesWithAMap_data();
    void agreesWithAMap();
    void takesLittleMemory();
    void removesTheClientsOfTheirBrokerOnly();
};

void RemoteClientsTest::keepsWhatItWasGiven()
{
    QRandomGenerator random(1);
    RemoteClients clients;
    QVERIFY(!clients.find(randomKey(random)));
    for (const quint16 broker : { quint16(0), RemoteClients::MaxBroker }) {
        for (const ClientType type :
            { ClientType::Runtime, ClientType::DataAgent, ClientType::Admin }) {
            const RemoteClients::Client client { { randomKey(random), type, 4'102'444'800'000 },
                broker, std::numeric_limits<quint64>::max() };
            QVERIFY(clients.add(client));
            QVERIFY(!clients.add(client));
            const auto found = clients.find(client.client.id);
            QVERIFY(found.has_value());
            QCOMPARE(found->client, client.client);
            QCOMPARE(found->broker, broker);
            QCOMPARE(found->joined, client.joined);
        }
    }
}

void RemoteClientsTest::agreesWithAMap_data()
{
    QTest::addColumn<bool>("crowded");
    QTest::newRow("random ids") << false;
    QTest::newRow("ids that want the same places") << true;
}

void RemoteClientsTest::agreesWithAMap()
{
    QFETCH(const bool, crowded);
    QRandomGenerator random(7);
    RemoteClients clients;
    std::map<ClientKey, RemoteClients::Client> expected;
    std::vector<ClientKey> keys;
    for (quint32 i = 0; i < 2000; ++i)
        keys.push_back(crowded ? crowdedKey(i) : randomKey(random));
    for (quint32 step = 0; step < 60'000; ++step) {
        const ClientKey &key = keys[random.bounded(static_cast<quint32>(keys.size()))];
        const bool grows = step / 10'000 % 2 == 0;
        if (random.bounded(10) < (grows ? 7 : 3)) {
            const RemoteClients::Client client = clientOf(key, step);
            QCOMPARE(clients.add(client), expected.emplace(key, client).second);
        } else if (const auto found = expected.find(key); found != expected.end()) {
            QVERIFY(clients.remove(key, found->second.broker).has_value());
            expected.erase(found);
        } else {
            QVERIFY(!clients.remove(key, 0));
        }
        QCOMPARE(clients.count(), expected.size());
        const ClientKey &other = keys[random.bounded(static_cast<quint32>(keys.size()))];
        QCOMPARE(clients.find(other).has_value(), expected.contains(other));
    }
    size_t seen = 0;
    clients.forEach([&](const RemoteClients::Client &client) {
        ++seen;
        QCOMPARE(client.joined, expected.at(client.client.id).joined);
    });
    QCOMPARE(seen, expected.size());
}

void RemoteClientsTest::takesLittleMemory()
{
    QRandomGenerator random(3);
    RemoteClients clients;
    for (quint32 i = 0; i < 100'000; ++i) {
        clients.add(clientOf(randomKey(random), i));
        if (clients.count() >= 16)
            QVERIFY(clients.memoryBytes() <= clients.count() * 64);
    }
    qInfo("%zu bytes a client", clients.memoryBytes() / clients.count());
}

void RemoteClientsTest::removesTheClientsOfTheirBrokerOnly()
{
    QRandomGenerator random(5);
    RemoteClients clients;
    const RemoteClients::Client client { { randomKey(random), ClientType::Admin, 5 }, 3, 9 };
    clients.add(client);
    QVERIFY(!clients.remove(client.client.id, 2));
    QCOMPARE(clients.ofBroker(2).size(), size_t(0));
    QCOMPARE(clients.ofBroker(3).size(), size_t(1));
    QVERIFY(clients.remove(client.client.id, 3).has_value());
    QCOMPARE(clients.count(), size_t(0));
}

QTEST_GUILESS_MAIN(RemoteClientsTest)
#include "tst_remoteclients.moc"
