// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/servicenotifier.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QRegularExpression>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstddef>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// The other end: a real datagram socket.
class Manager {
public:
    explicit Manager(const QByteArray &path)
        : m_descriptor(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0))
    {
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        std::copy(path.begin(), path.end(), address.sun_path);
        if (path.startsWith('@'))
            address.sun_path[0] = '\0';
        const auto size = static_cast<socklen_t>(
            offsetof(sockaddr_un, sun_path) + static_cast<size_t>(path.size()));
        if (::bind(m_descriptor, reinterpret_cast<const sockaddr *>(&address), size) != 0)
            qFatal("bind failed");
    }
    ~Manager() { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(Manager)

    QList<QByteArray> received()
    {
        std::array<char, 1024> buffer {};
        for (ssize_t size = 0;
             (size = ::recv(m_descriptor, buffer.data(), buffer.size(), MSG_DONTWAIT)) >= 0;)
            m_received.append(QByteArray(buffer.data(), size));
        return m_received;
    }

private:
    int m_descriptor;
    QList<QByteArray> m_received;
};

void answerAtOnce(const std::function<void()> &answered)
{
    answered();
}

} // namespace

class ServiceNotifierTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void tells_data();
    void tells();
    void saysNothingWithoutManager();
    void warnsWhenNobodyListens();
    void watchdogNeedsAnswers();
    void noWatchdogBeforeReady();
    void environment_data();
    void environment();

private:
    const QTemporaryDir m_folder;
};

void ServiceNotifierTest::cleanup()
{
    for (const char *name : { "NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID" })
        qunsetenv(name);
}

void ServiceNotifierTest::tells_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::newRow("a file") << m_folder.filePath(u"notify"_s).toUtf8();
    QTest::newRow("a name") << "@broadcaster-test-"
            + QByteArray::number(QCoreApplication::applicationPid());
}

void ServiceNotifierTest::tells()
{
    QFETCH(const QByteArray, path);
    Manager manager(path);
    ServiceNotifier notifier({ path, {} }, answerAtOnce);
    QVERIFY(manager.received().isEmpty());
    notifier.tellReady("ws://127.0.0.1:1");
    notifier.tellStopping();
    QCOMPARE(manager.received(),
        (QList<QByteArray> { "READY=1\nSTATUS=listening on ws://127.0.0.1:1", "STOPPING=1" }));
}

void ServiceNotifierTest::saysNothingWithoutManager()
{
    ServiceNotifier notifier({}, answerAtOnce);
    notifier.tellReady("x"); // A warning would fail the test.
    QTest::failOnWarning(QRegularExpression(u".*"_s));
    notifier.tellStopping();
}

void ServiceNotifierTest::warnsWhenNobodyListens()
{
    const QRegularExpression warning(u"cannot be told"_s);
    QTest::ignoreMessage(QtWarningMsg, warning);
    ServiceNotifier({ m_folder.filePath(u"nowhere"_s).toUtf8(), {} }, answerAtOnce).tellStopping();
    QTest::ignoreMessage(QtWarningMsg, warning);
    ServiceNotifier({ QByteArray(200, 'x'), {} }, answerAtOnce).tellStopping();
}

void ServiceNotifierTest::watchdogNeedsAnswers()
{
    const QByteArray path = m_folder.filePath(u"watchdog"_s).toUtf8();
    Manager manager(path);
    QList<std::function<void()>> asked;
    ServiceNotifier notifier(
        { path, 20ms }, [&](const std::function<void()> &answered) { asked.append(answered); });
    notifier.tellReady("x");
    QTRY_COMPARE(asked.size(), 1);
    int later = 0;
    QTimer::singleShot(200ms, this, [&] { ++later; });
    QTRY_COMPARE(later, 1);
    QCOMPARE(asked.size(), 1); // Calls do not pile up.
    QCOMPARE(manager.received().size(), 1);
    asked.constFirst()();
    QCOMPARE(manager.received().constLast(), "WATCHDOG=1");
    QTRY_COMPARE(asked.size(), 2);
    asked.constLast()();
    QCOMPARE(manager.received().size(), 3);
}

void ServiceNotifierTest::noWatchdogBeforeReady()
{
    const QByteArray path = m_folder.filePath(u"early"_s).toUtf8();
    Manager manager(path);
    const ServiceNotifier notifier({ path, 2ms }, answerAtOnce);
    int later = 0;
    QTimer::singleShot(50ms, this, [&] { ++later; });
    QTRY_COMPARE(later, 1);
    QVERIFY(manager.received().isEmpty());
}

void ServiceNotifierTest::environment_data()
{
    const QByteArray own = QByteArray::number(QCoreApplication::applicationPid());
    QTest::addColumn<QByteArray>("interval");
    QTest::addColumn<QByteArray>("process");
    QTest::addColumn<qint64>("microseconds");
    QTest::newRow("none") << QByteArray() << QByteArray() << qint64(0);
    QTest::newRow("this process") << QByteArray("30000000") << own << qint64(30'000'000);
    QTest::newRow("any process") << QByteArray("30000000") << QByteArray() << qint64(30'000'000);
    QTest::newRow("another one") << QByteArray("30000000") << QByteArray("1") << qint64(0);
    QTest::newRow("nonsense") << QByteArray("x") << own << qint64(0);
    QTest::newRow("negative") << QByteArray("-1") << own << qint64(0);
}

void ServiceNotifierTest::environment()
{
    QFETCH(const QByteArray, interval);
    QFETCH(const QByteArray, process);
    qputenv("NOTIFY_SOCKET", "/x");
    qputenv("WATCHDOG_USEC", interval);
    qputenv("WATCHDOG_PID", process);
    const ServiceEnvironment environment = ServiceEnvironment::ofProcess();
    QCOMPARE(environment.socket, "/x");
    QTEST(qint64(environment.watchdog.count()), "microseconds");
}

QTEST_GUILESS_MAIN(ServiceNotifierTest)
#include "tst_servicenotifier.moc"
