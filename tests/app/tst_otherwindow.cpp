// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/windowsocket.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using Kind = WindowSocket::Request::Kind;

/// The socket of the real program's window.
class OtherWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheWindowOfAnotherProcess();

private:
    [[nodiscard]] static std::optional<bool> ask(
        const QString &database, const WindowSocket::Request &request)
    {
        WindowSocket socket;
        std::optional<bool> answer;
        socket.ask(database, request, [&answer](bool hasAnswered) { answer = hasAnswered; });
        [&answer] { QTRY_VERIFY(answer); }();
        return answer;
    }
};

void OtherWindowTest::findsTheWindowOfAnotherProcess()
{
    const QTemporaryDir folder;
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(folder.path())); // Only its owner may enter it.
    const QString database = folder.filePath(u"p.db"_s);
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CONFIG_HOME"_s, folder.path());
    environment.insert(u"QT_QPA_PLATFORM"_s, u"offscreen"_s);
    process.setProcessEnvironment(environment);
    process.start(
        QStringLiteral(BROADCASTER_PROGRAM), { u"--port"_s, u"0"_s, u"--database"_s, database });
    QVERIFY(process.waitForStarted());
    QTRY_VERIFY_WITH_TIMEOUT(
        ask(database, { Kind::Find }) == true || process.state() != QProcess::Running, 20'000);
    QCOMPARE(process.state(), QProcess::Running);
    QCOMPARE(ask(database, { Kind::Show }), true);

    // A file of a second start is shown by the first window, and the second one ends.
    QFile file(folder.filePath(u"t.jsonl"_s));
    QVERIFY(file.open(QFile::WriteOnly));
    file.write("{\"type\":\"x\"}\n");
    file.close();
    QProcess second;
    second.setProcessEnvironment(environment);
    second.start(QStringLiteral(BROADCASTER_PROGRAM),
        { u"--port"_s, u"0"_s, u"--database"_s, database, file.fileName() });
    QVERIFY(second.waitForFinished(20'000));
    QCOMPARE(second.exitCode(), 0);

    // One that crashed leaves its socket behind.
    process.kill();
    QVERIFY(process.waitForFinished());
    QVERIFY(QFile::exists(WindowSocket::pathOf(database)));
    QCOMPARE(ask(database, { Kind::Find }), false);
    WindowSocket next;
    next.listen(database);
    QTRY_VERIFY(next.isListening());
    QCOMPARE(ask(database, { Kind::Show }), true);
}

QTEST_GUILESS_MAIN(OtherWindowTest)
#include "tst_otherwindow.moc"
