// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
// A real keyring of a desktop, on a message bus of its own.
#include "app/window/keyring.h"

#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

#include <optional>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class KeyringTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void keepsKeysByAddress();
    void forgetsAKey();

private:
    [[nodiscard]] static QByteArray read(const QString &address);
    static void write(const QString &address, const QByteArray &key);

    QTemporaryDir m_home;
    QProcess m_bus;
    QProcess m_daemon;
};

void KeyringTest::initTestCase()
{
    qputenv("HOME", QFile::encodeName(m_home.path()));
    qputenv("XDG_DATA_HOME", QFile::encodeName(m_home.path()));
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(m_home.path()));
    m_bus.start(u"dbus-daemon"_s, { u"--session"_s, u"--nofork"_s, u"--print-address=1"_s });
    QVERIFY(m_bus.waitForReadyRead());
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_bus.readLine().trimmed());
    m_daemon.start(
        u"gnome-keyring-daemon"_s, { u"--foreground"_s, u"--unlock"_s, u"--components=secrets"_s });
    QVERIFY(m_daemon.waitForStarted());
    m_daemon.write("a password");
    m_daemon.closeWriteChannel();
    // It says that when it is there. Before, the bus would start another one, which is locked.
    QByteArray said;
    while (!said.contains("GNOME_KEYRING_CONTROL") && m_daemon.waitForReadyRead(3'000))
        said += m_daemon.readAllStandardOutput();
}

void KeyringTest::cleanupTestCase()
{
    for (QProcess *process : { &m_daemon, &m_bus }) {
        process->kill();
        process->waitForFinished();
    }
}

QByteArray KeyringTest::read(const QString &address)
{
    Keyring keyring;
    std::optional<QByteArray> found;
    keyring.read(address, [&found](const QByteArray &key) { found = key; });
    [&found] { QTRY_VERIFY_WITH_TIMEOUT(found, 20'000); }();
    return found.value_or("no answer");
}

void KeyringTest::write(const QString &address, const QByteArray &key)
{
    Keyring keyring;
    QString fault;
    keyring.write(address, key, [&fault](const QString &reason) { fault = reason; });
    [&] { QTRY_COMPARE_WITH_TIMEOUT(read(address), key, 20'000); }();
    QCOMPARE(fault, QString());
}

void KeyringTest::keepsKeysByAddress()
{
    QCOMPARE(read(u"wss://a"_s), QByteArray());
    write(u"wss://a"_s, "the key of a");
    write(u"wss://b"_s, QByteArray("\xff\0 bytes", 8));
    QCOMPARE(read(u"wss://a"_s), "the key of a");
    write(u"wss://a"_s, "another key of a");
    QCOMPARE(read(u"wss://c"_s), QByteArray());
}

void KeyringTest::forgetsAKey()
{
    write(u"wss://d"_s, "wrong");
    Keyring keyring;
    keyring.remove(u"wss://d"_s);
    QTRY_COMPARE_WITH_TIMEOUT(read(u"wss://d"_s), QByteArray(), 20'000);
}

QTEST_GUILESS_MAIN(KeyringTest)
#include "tst_keyring.moc"
