// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/server/brokerclient.h"

#include <QtCore/QTemporaryDir>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

/// Several observers of one broker do not switch each other off.
class ObserversTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void oneGoesAndTheOtherStays();
    void oneThatIsDestroyedIsDetached();
    void theyStayAttachedFromRunToRun();
    void eachCountsOnce();

private:
    /// Whether an observer gets a message that is sent now.
    [[nodiscard]] bool isTold();

    QTemporaryDir m_folder;
    BrokerConfig m_config;
    std::unique_ptr<Broker> m_broker;
    std::unique_ptr<Client> m_client;
    QByteArray m_told; ///< The bytes of all records.
    int m_lastPing = 0;
    QObject m_window;
};

void ObserversTest::init()
{
    m_config = BrokerConfig();
    m_config.port = 0;
    m_config.threads = 1;
    m_config.database = m_folder.filePath(u"broker.db"_s);
    m_broker = std::make_unique<Broker>();
    m_broker->on<TrafficArrived>(
        this, [this](const TrafficArrived &event) { m_told += event.batch->bytes; });
    m_broker->start(m_config);
    QTRY_COMPARE(m_broker->now().state, State::Listening);
    m_client = std::make_unique<Client>(*m_broker, u"runtime"_s);
}

void ObserversTest::cleanup()
{
    m_client.reset();
    m_broker->stop();
    QTRY_COMPARE(m_broker->now().state, State::Stopped);
    m_broker.reset();
}

bool ObserversTest::isTold()
{
    const auto ping = [this] {
        const qsizetype before = m_client->received.size();
        const QByteArray text = "\"n\":" + QByteArray::number(++m_lastPing) + "}";
        m_client->send("{\"type\":\"PING\"," + text);
        if (!QTest::qWaitFor([&] { return m_client->received.size() > before; }))
            qFatal("no answer");
        return text;
    };
    const QByteArray asked = ping();
    // An observer that is attached now gets the next message: after the first, if that is reported.
    QObject probe;
    m_broker->attachObserver(&probe);
    const QByteArray next = ping();
    if (!QTest::qWaitFor([&] { return m_told.contains(next); }))
        qFatal("the next one is not told");
    return m_told.contains(asked);
}

void ObserversTest::oneGoesAndTheOtherStays()
{
    QObject recorder;
    QVERIFY(!isTold());
    m_broker->attachObserver(&m_window);
    m_broker->attachObserver(&recorder);
    QVERIFY(isTold());
    m_broker->detachObserver(&m_window);
    QVERIFY(isTold());
    m_broker->detachObserver(&recorder);
    QVERIFY(!isTold());
}

void ObserversTest::oneThatIsDestroyedIsDetached()
{
    {
        QObject recorder;
        m_broker->attachObserver(&recorder);
        QVERIFY(isTold());
    }
    QVERIFY(!isTold());
}

void ObserversTest::theyStayAttachedFromRunToRun()
{
    m_broker->attachObserver(&m_window);
    m_client.reset();
    m_broker->stop();
    QTRY_COMPARE(m_broker->now().state, State::Stopped);
    m_broker->start(m_config);
    QTRY_COMPARE(m_broker->now().state, State::Listening);
    m_client = std::make_unique<Client>(*m_broker, u"runtime"_s);
    QVERIFY(isTold());
}

void ObserversTest::eachCountsOnce()
{
    m_broker->attachObserver(&m_window);
    m_broker->attachObserver(&m_window);
    m_broker->detachObserver(&m_window);
    QVERIFY(!isTold());
    m_broker->detachObserver(&m_window);
    m_broker->attachObserver(&m_window);
    QVERIFY(isTold());
}

QTEST_GUILESS_MAIN(ObserversTest)
#include "tst_observers.moc"
