// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/logoutput.h"

#include "server/base/logging.h"
#include "server/base/tuning.h"

#include <QtCore/QDateTime>
#include <QtTest/QTest>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
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
    void placesAreBounded();
    void lastWordsGetOut();

private:
    std::unique_ptr<QObject> m_context;
    QList<LogEntry> m_entries;
    QtMessageHandler m_handler = nullptr;
    HealthPointer m_health;
};

namespace {

/// Logs as if each number were another line of the program.
void logFrom(int line, const QString &text)
{
    QMessageLogger("file", line, "function", logBroker().categoryName())
        .info("%s", qUtf8Printable(text));
}

} // namespace

void LogOutputTest::init()
{
    m_handler = qInstallMessageHandler(nullptr);
    m_health = std::make_shared<ProcessHealth>();
    installLogOutput(u"info"_s, LogFormat::Text, m_health);
    m_entries.clear();
    m_context = std::make_unique<QObject>();
    setLogListener(m_context.get(), [this](const LogEntry &entry) { m_entries.append(entry); });
}

void LogOutputTest::cleanup()
{
    m_context.reset();
    closeLog();
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
                logFrom(j, u"from a thread"_s);
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
    constexpr int Most = limits::MaxWaitingLogEntries;
    for (int i = 0; i < Most + 25; ++i)
        logFrom(i / 10, u"entry %1"_s.arg(i));
    QTRY_COMPARE(m_entries.size(), Most + 1);
    QVERIFY(m_entries.constLast().text.contains(u"25"_s));
    QCOMPARE(m_entries[Most - 1].text, u"entry %1"_s.arg(Most - 1));
    qCInfo(logBroker, "after");
    QTRY_COMPARE(m_entries.constLast().text, u"after"_s);
}

void LogOutputTest::placesAreBounded()
{
    for (int i = 0; i < 2 * limits::LogBurst; ++i)
        logFrom(1, u"often"_s);
    logFrom(2, u"elsewhere"_s);
    // A second later comes the report.
    QTRY_VERIFY(!m_entries.isEmpty() && m_entries.constLast().text.contains(u"left out"_s));
    QVERIFY(m_entries.constLast().text.startsWith(QString::number(m_health->leftOutLines())));
    QVERIFY(m_health->leftOutLines() > limits::LogBurst / 2);
    QVERIFY(m_entries.size() < 3 * limits::LogBurst / 2);
    QVERIFY(std::any_of(m_entries.begin(), m_entries.end(),
        [](const LogEntry &entry) { return entry.text == u"elsewhere"_s; }));
}

void LogOutputTest::lastWordsGetOut()
{
    std::array<int, 2> ends {};
    QCOMPARE(::pipe2(ends.data(), O_CLOEXEC), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit noCore {};
        ::setrlimit(RLIMIT_CORE, &noCore);
        std::signal(SIGABRT, SIG_DFL);
        ::dup2(ends[1], STDERR_FILENO);
        installLogOutput(u"info"_s);
        qFatal("the last words");
    }
    ::close(ends[1]);
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QVERIFY(WIFSIGNALED(status));
    QByteArray text(1000, '\0');
    text.truncate(::read(ends[0], text.data(), static_cast<size_t>(text.size())));
    ::close(ends[0]);
    QVERIFY2(text.endsWith("default: the last words\n"), text.constData());
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
