// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
// The window on the broker itself, with real clients.
#include "tests/app/windowsession.h"

#include "ui/clients/clientsmodel.h"
#include "ui/keys/keysmodel.h"
#include "ui/sidebar/projectlistmodel.h"
#include "ui/widgets/copyfield.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtNetwork/QTcpServer>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPlainTextEdit>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString KeyTable = u"keyTable"_s;
const QString ClientTable = u"clientTable"_s;
const QString ProjectList = u"projects"_s;

TestClient::Headers keyHeader(const QByteArray &key)
{
    return { { "x-api-key", key } };
}

} // namespace

class ConsoleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_session.reset(); }
    void issuedKeyOpensUntilItIsRevoked();
    void requiredKeyKeepsOthersOut();
    void disconnectedClientGoes();
    void portChangesUnderItsClients();
    void usedPortIsRefused();
    void composerSends();
    void sendsToTheChosenClient();
    void demoRunsAndStops();

private:
    [[nodiscard]] WindowSession &session() { return *m_session; }
    [[nodiscard]] int clientRow(const TestClient &client);
    void applyPort(quint16 port);

    std::unique_ptr<WindowSession> m_session;
};

void ConsoleTest::init()
{
    m_session = std::make_unique<WindowSession>();
    QVERIFY(m_session->open());
}

int ConsoleTest::clientRow(const TestClient &client)
{
    return session().rowWith(
        ClientTable, ClientsModel::AddressColumn, u"127.0.0.1:%1"_s.arg(client.socket.localPort()));
}

void ConsoleTest::issuedKeyOpensUntilItIsRevoked()
{
    session().go(WindowSession::Keys);
    session().prompts.request = { u"shop"_s, u"the till"_s };
    session().click(u"issueFirstKey"_s);
    QTRY_COMPARE(session().prompts.issued.size(), 1);
    QTRY_COMPARE(session().count(KeyTable), 1);
    QCOMPARE(session().cell(KeyTable, 0, KeysModel::ProjectColumn), u"shop"_s);
    QCOMPARE(session().cell(KeyTable, 0, KeysModel::DescriptionColumn), u"the till"_s);
    QCOMPARE(session().cell(KeyTable, 0, KeysModel::LastUsedColumn), u"never"_s);

    const QByteArray key = session().prompts.issued.constFirst().key.secret();
    TestClient client(session().url(), u"shop"_s, u"runtime"_s, keyHeader(key));
    TestClient keyless(session().url(), u"shop"_s, u"runtime"_s);
    QTRY_VERIFY(client.isGreeted() && keyless.isGreeted());
    session().go(WindowSession::Usage);
    session().go(WindowSession::Keys); // Reads them at once.
    QTRY_COMPARE_WITH_TIMEOUT(
        session().cell(KeyTable, 0, KeysModel::ConnectionsColumn), u"1"_s, session().Patience);
    QTRY_VERIFY_WITH_TIMEOUT(
        session().cell(KeyTable, 0, KeysModel::LastUsedColumn) != u"never"_s, session().Patience);

    session().clickRow(KeyTable, 0);
    session().click(u"revokeKeyButton"_s);
    QTRY_COMPARE(session().prompts.questions.size(), 1);
    QVERIFY(session().prompts.questions.constFirst().text.startsWith(u"1 connection "_s));
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.closeCode(), 4001);
    QTRY_COMPARE(session().count(KeyTable), 0);
    TestClient late(session().url(), u"shop"_s, u"runtime"_s, keyHeader(key));
    QTRY_VERIFY(late.isClosed());
    QVERIFY(!late.isGreeted());
    QVERIFY(!keyless.isClosed());
}

void ConsoleTest::requiredKeyKeepsOthersOut()
{
    TestClient first(session().url(), u"open"_s, u"runtime"_s);
    QTRY_VERIFY(first.isGreeted());
    QTRY_COMPARE(session().count(ProjectList), 2);
    session().clickRow(ProjectList, 1);
    session().go(WindowSession::Keys);
    QTRY_COMPARE(session().count(KeyTable), 1);
    session().click(u"requireKeyButton"_s);
    QTRY_COMPARE(session().cell(KeyTable, 0, KeysModel::RequiredColumn), u"required"_s);
    TestClient refused(session().url(), u"open"_s, u"runtime"_s);
    QTRY_VERIFY(refused.isClosed());
    QVERIFY(!refused.isGreeted());

    session().click(u"requireKeyButton"_s);
    QTRY_COMPARE(session().cell(KeyTable, 0, KeysModel::RequiredColumn), QString());
    TestClient welcome(session().url(), u"open"_s, u"runtime"_s);
    QTRY_VERIFY(welcome.isGreeted());
    QCOMPARE(session().prompts.questions.size(), 2);
    QVERIFY(!first.isClosed());
}

void ConsoleTest::disconnectedClientGoes()
{
    TestClient goes(session().url(), u"p"_s, u"runtime"_s);
    TestClient stays(session().url(), u"q"_s, u"data-agent"_s);
    QTRY_VERIFY(goes.isGreeted() && stays.isGreeted());
    session().go(WindowSession::Clients);
    QTRY_COMPARE(session().count(ClientTable), 2);
    const int row = clientRow(stays);
    QVERIFY(row >= 0 && clientRow(goes) >= 0);
    QCOMPARE(session().cell(ClientTable, row, ClientsModel::TypeColumn), u"data-agent"_s);
    QCOMPARE(session().cell(ClientTable, row, ClientsModel::ProjectColumn), u"q"_s);
    QTRY_COMPARE(session().cell(ClientTable, row, ClientsModel::IdColumn), u"data-agent 1"_s);
    QVERIFY(session()
                .cell(ClientTable, row, ClientsModel::IdColumn, Qt::ToolTipRole)
                .toString()
                .contains(QString::fromLatin1(stays.id().text())));

    session().clickRow(ClientTable, clientRow(goes));
    session().prompts.answer.yes = false;
    QTest::keyClick(&session().widget<QTableView>(ClientTable), Qt::Key_Delete);
    QTRY_COMPARE(session().prompts.questions.size(), 1);
    session().prompts.answer.yes = true;
    session().click(u"disconnectButton"_s);
    QTRY_VERIFY(goes.isClosed());
    QCOMPARE(goes.closeCode(), 4000);
    QTRY_COMPARE(session().count(ClientTable), 1);
    QCOMPARE(clientRow(stays), 0);
    QVERIFY(!stays.isClosed());
}

void ConsoleTest::applyPort(quint16 port)
{
    session().go(WindowSession::Server);
    session().write(session().widget<QLineEdit>(u"port"_s), QString::number(port));
    session().click(u"apply"_s);
}

void ConsoleTest::portChangesUnderItsClients()
{
    const QString before = session().url();
    TestClient old(before, u"p"_s, u"runtime"_s);
    QTRY_VERIFY(old.isGreeted());
    const quint16 port = freePort();
    applyPort(port);
    const auto &shown = session().widget<CopyField>(u"runtimeUrl"_s, u"urlSection"_s);
    QTRY_VERIFY(!shown.text().startsWith(before));
    const QString now = shown.text().section(u"/websocket"_s, 0, 0);
    QCOMPARE(QUrl(now).port(), port);
    QTRY_COMPARE(session().widget<QAbstractButton>(u"statusUrl"_s).text(), now);

    TestClient fresh(now, u"p"_s, u"data-agent"_s);
    QTRY_VERIFY(fresh.isGreeted());
    fresh.send(R"({"type":"hello","to":{"type":"runtime"}})");
    QTRY_COMPARE(old.count(u"hello"_s), 1);
    TestClient lost(before, u"p"_s, u"runtime"_s);
    QTRY_VERIFY(lost.isClosed());
    QVERIFY(!lost.isGreeted());
    QVERIFY(!old.isClosed());
}

void ConsoleTest::usedPortIsRefused()
{
    const QString before = session().url();
    TestClient old(before, u"p"_s, u"runtime"_s);
    QTRY_VERIFY(old.isGreeted());
    QTcpServer occupant;
    QVERIFY(occupant.listen(QHostAddress::LocalHost));
    applyPort(occupant.serverPort());
    QTRY_VERIFY(session().canClick(u"anyFreePort"_s));
    const QString why = session().widget<QLabel>(u"portNote"_s).text();
    QVERIFY2(why.contains(QString::number(occupant.serverPort())), qPrintable(why));
    QCOMPARE(session().url(), before);

    TestClient fresh(before, u"p"_s, u"data-agent"_s);
    QTRY_VERIFY(fresh.isGreeted());
    fresh.send(R"({"type":"hello","to":{"type":"runtime"}})");
    QTRY_COMPARE(old.count(u"hello"_s), 1);
    session().click(u"anyFreePort"_s);
    session().click(u"apply"_s);
    QTRY_VERIFY(session().url() != before);
    QVERIFY(!old.isClosed() && !fresh.isClosed());
}

void ConsoleTest::composerSends()
{
    TestClient runtime(session().url(), u"p"_s, u"runtime"_s);
    TestClient agent(session().url(), u"p"_s, u"data-agent"_s);
    QTRY_VERIFY(runtime.isGreeted() && agent.isGreeted());
    session().go(WindowSession::Clients);
    session().go(WindowSession::Composer);
    session().write(session().widget<QComboBox>(u"composerProject"_s), u"p"_s);
    session().click(u"composerConnect"_s);
    QTRY_COMPARE(
        session().widget<QLabel>(u"composerState"_s).text(), u"Connected as an admin client"_s);
    QTRY_COMPARE(session().count(ClientTable), 3);
    int marked = 0;
    for (int row = 0; row < 3; ++row) {
        const QVariant mark = session().cell(
            ClientTable, row, ClientsModel::TypeColumn, ClientsModel::MarkRole);
        marked += mark.toString() == u"you"_s;
    }
    QCOMPARE(marked, 1);

    auto &editor = session().widget<QPlainTextEdit>(u"jsonEditor"_s);
    QGuiApplication::clipboard()->setText(uR"({"type":"hi","to":{"type":"runtime"}})"_s);
    editor.setFocus();
    QTest::keyClick(&editor, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&editor, Qt::Key_V, Qt::ControlModifier);
    const auto &reach = session().widget<QLabel>(u"composerReach"_s);
    QTRY_COMPARE(reach.text(), u"Would reach 1 of 3 clients"_s);
    QTest::keyClick(&editor, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(runtime.count(u"hi"_s), 1);
    QCOMPARE(runtime.messages.constLast()[u"from"_s][u"type"_s].toString(), u"admin"_s);
    QTRY_VERIFY(session().widget<QLabel>(u"composerResult"_s).text().startsWith(u"Sent "_s));
    QCOMPARE(agent.count(u"hi"_s), 0);

    session().click(u"composerConnect"_s);
    QTRY_COMPARE(session().count(ClientTable), 2);
}

void ConsoleTest::sendsToTheChosenClient()
{
    TestClient chosen(session().url(), u"p"_s, u"runtime"_s);
    TestClient other(session().url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY(chosen.isGreeted() && other.isGreeted());
    session().go(WindowSession::Clients);
    QTRY_COMPARE(session().count(ClientTable), 2);
    session().clickRow(ClientTable, clientRow(chosen));
    session().click(u"sendToClientButton"_s);
    session().click(u"composerSend"_s);
    QTRY_COMPARE(chosen.count(u"message"_s), 1);
    QCOMPARE(other.count(u"message"_s), 0);
}

void ConsoleTest::demoRunsAndStops()
{
    const QString traffic = u"trafficView"_s;
    session().click(u"demoTraffic"_s, u"trafficEmpty"_s);
    QTRY_VERIFY_WITH_TIMEOUT(session().count(traffic) > 10, session().Patience);
    QTRY_COMPARE(session().count(ProjectList), 2);
    QCOMPARE(session().cell(ProjectList, 1, 0, ProjectListModel::ProjectRole).value<ProjectId>(),
        projectId("demo"));
    session().go(WindowSession::Clients);
    QTRY_COMPARE(session().count(ClientTable), 3);
    for (int row = 0; row < 3; ++row)
        QCOMPARE(session().cell(ClientTable, row, ClientsModel::ProjectColumn), u"demo"_s);

    auto &demo = *session().window().findChild<QAction *>(u"actionDemo"_s);
    QVERIFY(demo.isChecked());
    demo.trigger();
    QTRY_COMPARE(session().count(ClientTable), 0);
    QVERIFY(!demo.isChecked());
    QTRY_COMPARE(session().cell(ProjectList, 1, 0, ProjectListModel::ClientsRole).toInt(), 0);
}

QTEST_MAIN(ConsoleTest)
#include "tst_console.moc"
