// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/otherwindow.h"

#include "app/window/windowsocket.h"
#include "tests/support/scriptedprompts.h"
#include "tests/support/testclient.h"
#include "ui/server/logmodel.h"
#include "ui/window/consolewindow.h"

#include <QtCore/QFile>
#include <QtCore/QProcess>
#include <QtCore/QTemporaryDir>
#include <QtNetwork/QTcpServer>
#include <QtTest/QTest>
#include <QtWidgets/QPushButton>

#include <algorithm>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

using Kind = WindowSocket::Request::Kind;

/// The real program's window and its socket, as another start finds them.
class OtherWindowTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheWindowOfAnotherProcess();
    void renewedWindowOffersTheOther();

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

void OtherWindowTest::renewedWindowOffersTheOther()
{
    const QTemporaryDir folder;
    qputenv("XDG_RUNTIME_DIR", QFile::encodeName(folder.path()));
    TestBroker test;
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    test.config.port = taken.serverPort();
    WindowSocket running;
    running.listen(test.config.database);
    QTRY_VERIFY(running.isListening());
    WindowSocket socket;
    ScriptedPrompts prompts;
    LogModel log;
    ConsoleWindow console(test.broker, prompts, log, {});
    connectOtherWindows(test.broker, console, socket);
    console.window().show();
    test.broker.start(test.config);
    const auto isOffered = [&console] {
        // Each page that can say why the broker does not run has such a button.
        const auto all = console.window().findChildren<QPushButton *>(u"showRunning"_s);
        return std::any_of(
            all.begin(), all.end(), [](const QPushButton *one) { return one->isVisible(); });
    };
    QTRY_VERIFY(isOffered());
    console.renew();
    QTRY_VERIFY(isOffered());
}

QTEST_MAIN(OtherWindowTest)
#include "tst_otherwindow.moc"
