// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/windowsocket.h"

#include <QtCore/QFile>
#include <QtCore/QTemporaryDir>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using Kind = WindowSocket::Request::Kind;

class WindowSocketTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void samePathForTheSameDatabase();
    void findsAndShows();
    void opens_data();
    void opens();
    void nobodyAnswers();
    void firstWindowKeepsTheSocket();
    void strangersAreNotAnswered_data();
    void strangersAreNotAnswered();
    void silentListenerTakesBoundedTime();

private:
    [[nodiscard]] QString database(const QString &name = u"a.db"_s) const
    {
        return m_folder.filePath(name);
    }
    [[nodiscard]] static std::optional<bool> ask(
        const QString &database, const WindowSocket::Request &request)
    {
        WindowSocket socket;
        std::optional<bool> answer;
        socket.ask(database, request, [&answer](bool hasAnswered) { answer = hasAnswered; });
        [&answer] { QTRY_VERIFY(answer); }();
        return answer;
    }

    QTemporaryDir m_folder;
};

void WindowSocketTest::initTestCase()
{
    QVERIFY(QDir(m_folder.path()).mkdir(u"run"_s));
    const QString runtime = m_folder.filePath(u"run"_s);
    QVERIFY(QFile::setPermissions(runtime, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(runtime));
}

void WindowSocketTest::samePathForTheSameDatabase()
{
    QFile file(database());
    QVERIFY(file.open(QFile::WriteOnly));
    QVERIFY(QFile::link(database(), database(u"link.db"_s)));
    QCOMPARE(WindowSocket::pathOf(database(u"link.db"_s)), WindowSocket::pathOf(database()));
    QVERIFY(WindowSocket::pathOf(database(u"b.db"_s)) != WindowSocket::pathOf(database()));
    QVERIFY(!WindowSocket::pathOf(u"postgresql://me:secret@host/db"_s).contains(u"secret"_s));
    QCOMPARE(WindowSocket::pathOf(u"postgresql://me:secret@host/db"_s),
        WindowSocket::pathOf(u"postgresql://me:other@host/db"_s));
    QVERIFY(WindowSocket::pathOf(database()).size() < 108);
}

void WindowSocketTest::findsAndShows()
{
    WindowSocket socket;
    QSignalSpy shown(&socket, &WindowSocket::showRequested);
    socket.listen(database());
    QTRY_VERIFY(socket.isListening());
    QCOMPARE(ask(database(), { Kind::Find }), true);
    QVERIFY(shown.isEmpty());
    QCOMPARE(ask(database(), { Kind::Show }), true);
    QTRY_COMPARE(shown.size(), 1);
    QCOMPARE(ask(database(u"b.db"_s), { Kind::Show }), false);
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QVERIFY(!(QFile::permissions(WindowSocket::pathOf(database())) & others));
    socket.listen(database(u"b.db"_s));
    QTRY_VERIFY(socket.isListening());
    QCOMPARE(ask(database(u"b.db"_s), { Kind::Find }), true);
    QCOMPARE(ask(database(), { Kind::Find }), false);
    socket.close();
    QCOMPARE(ask(database(u"b.db"_s), { Kind::Find }), false);
}

void WindowSocketTest::opens_data()
{
    QTest::addColumn<QString>("path");
    QTest::newRow("plain") << u"/tmp/traffic.jsonl"_s;
    QTest::newRow("odd") << u"/tmp/a b%20c/é\n😀.har"_s;
    QTest::newRow("long") << u"/"_s + QString(2000, u'é');
}

void WindowSocketTest::opens()
{
    QFETCH(const QString, path);
    WindowSocket socket;
    QSignalSpy opened(&socket, &WindowSocket::openRequested);
    socket.listen(database());
    QTRY_VERIFY(socket.isListening());
    QCOMPARE(ask(database(), { Kind::Open, path }), true);
    QTRY_COMPARE(opened.size(), 1);
    QCOMPARE(opened.constFirst().constFirst().toString(), path);
}

void WindowSocketTest::nobodyAnswers()
{
    QCOMPARE(ask(database(u"none.db"_s), { Kind::Find }), false);
    QCOMPARE(ask(u"postgresql://[bad"_s, { Kind::Find }), false);
}

void WindowSocketTest::firstWindowKeepsTheSocket()
{
    WindowSocket first;
    WindowSocket second;
    first.listen(database());
    QTRY_VERIFY(first.isListening());
    second.listen(database());
    // Its question has been answered when there is no socket left that asks.
    QTRY_VERIFY(second.findChildren<QLocalSocket *>(Qt::FindDirectChildrenOnly).isEmpty());
    QCOMPARE(ask(database(), { Kind::Find }), true);
    QVERIFY(first.isListening());
    QVERIFY(!second.isListening());
}

void WindowSocketTest::strangersAreNotAnswered_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("another word") << "hello\n"_ba;
    QTest::newRow("a long line") << QByteArray(100'000, 'x');
    QTest::newRow("half a line") << "sho"_ba;
}

void WindowSocketTest::strangersAreNotAnswered()
{
    QFETCH(const QByteArray, line);
    WindowSocket socket;
    QSignalSpy shown(&socket, &WindowSocket::showRequested);
    socket.listen(database());
    QTRY_VERIFY(socket.isListening());
    QLocalSocket stranger;
    QSignalSpy ended(&stranger, &QLocalSocket::disconnected);
    stranger.connectToServer(WindowSocket::pathOf(database()));
    stranger.write(line);
    QTRY_COMPARE(ended.size(), 1);
    QVERIFY(stranger.readAll().isEmpty());
    QVERIFY(shown.isEmpty());
    QCOMPARE(ask(database(), { Kind::Find }), true);
}

void WindowSocketTest::silentListenerTakesBoundedTime()
{
    QLocalServer silent;
    QVERIFY(silent.listen(WindowSocket::pathOf(database())));
    QCOMPARE(ask(database(), { Kind::Find }), false);
}

QTEST_GUILESS_MAIN(WindowSocketTest)
#include "tst_windowsocket.moc"
