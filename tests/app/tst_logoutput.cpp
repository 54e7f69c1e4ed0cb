// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/logoutput.h"

#include "server/logging.h"

#include <QtCore/QDateTime>
#include <QtTest/QTest>

#include <thread>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class LogOutputTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void entriesArrive();
    void fromAnyThread();
    void levelDecides();
    void waitingEntriesAreBounded();
    void listenerMayLog();
    void goesWithItsContext();

private:
    std::unique_ptr<QObject> m_context;
    QList<LogEntry> m_entries;
    QtMessageHandler m_handler = nullptr;
};

void LogOutputTest::init()
{
    m_handler = qInstallMessageHandler(nullptr);
    installLogOutput(u"info"_s);
    m_entries.clear();
    m_context = std::make_unique<QObject>();
    setLogListener(m_context.get(), [this](const LogEntry &entry) { m_entries.append(entry); });
}

void LogOutputTest::cleanup()
{
    m_context.reset();
    qInstallMessageHandler(m_handler);
}

void LogOutputTest::entriesArrive()
{
    const qint64 before = QDateTime::currentMSecsSinceEpoch();
    qCWarning(logRooms, "one\ntwo \xc3\xa9");
    qCInfo(logBroker, "three");
    QVERIFY(m_entries.isEmpty()); // Not from within the call.
    QTRY_COMPARE(m_entries.size(), 2);
    const LogEntry &first = m_entries.constFirst();
    QCOMPARE(first.level, LogLevel::Warning);
    QCOMPARE(first.category, u"broker.rooms"_s);
    QCOMPARE(first.text, u"one two é"_s);
    QVERIFY(first.timeMs >= before && first.timeMs <= QDateTime::currentMSecsSinceEpoch());
    QCOMPARE(m_entries.constLast().level, LogLevel::Info);
}

void LogOutputTest::fromAnyThread()
{
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([] {
            for (int j = 0; j < 50; ++j)
                qCInfo(logUsage, "from a thread");
        });
    for (std::thread &thread : threads)
        thread.join();
    QTRY_COMPARE(m_entries.size(), 200);
}

void LogOutputTest::levelDecides()
{
    qCDebug(logBroker, "not this");
    qCInfo(logBroker, "this");
    QTRY_COMPARE(m_entries.size(), 1);
    installLogOutput(u"debug"_s);
    qCDebug(logBroker, "and this");
    QTRY_COMPARE(m_entries.size(), 2);
    QCOMPARE(m_entries.constLast().level, LogLevel::Debug);
}

void LogOutputTest::waitingEntriesAreBounded()
{
    for (int i = 0; i < MaxWaitingLogEntries + 25; ++i)
        qCInfo(logBroker, "entry %d", i);
    QTRY_COMPARE(m_entries.size(), MaxWaitingLogEntries + 1);
    QVERIFY(m_entries.constLast().text.contains(u"25"_s));
    QCOMPARE(m_entries[MaxWaitingLogEntries - 1].text, u"entry %1"_s.arg(MaxWaitingLogEntries - 1));
    qCInfo(logBroker, "after");
    QTRY_COMPARE(m_entries.constLast().text, u"after"_s);
}

void LogOutputTest::listenerMayLog()
{
    setLogListener(m_context.get(), [this](const LogEntry &entry) {
        m_entries.append(entry);
        if (m_entries.size() < 3)
            qCInfo(logBroker, "heard");
    });
    qCInfo(logBroker, "said");
    QTRY_COMPARE(m_entries.size(), 3);
    QCOMPARE(m_entries.constLast().text, u"heard"_s);
}

void LogOutputTest::goesWithItsContext()
{
    qCInfo(logBroker, "waits, and is forgotten");
    m_context.reset();
    qCInfo(logBroker, "nobody hears this");
    QCoreApplication::processEvents();
    QVERIFY(m_entries.isEmpty());
}

QTEST_GUILESS_MAIN(LogOutputTest)
#include "tst_logoutput.moc"
