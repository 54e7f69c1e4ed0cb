// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
// The Traffic page on the broker itself, with real clients.
#include "tests/app/windowsession.h"

#include "ui/traffic/trafficmodel.h"
#include "ui/widgets/elidedlabel.h"

#include <QtNetwork/QTcpSocket>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListView>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QToolButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString Table = u"trafficView"_s;

} // namespace

class ConsoleTrafficTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void showsTheOutcomeOfMessages();
    void filterNarrows();
    void pauseHoldsAndCounts();
    void deliveryMatchesTheClients();
    void slowReadersAgreeWithMetrics();
    void exportComesBack();
    void scopeIsOneProject();

private:
    [[nodiscard]] WindowSession &session() { return *m_session; }
    [[nodiscard]] int rowOf(const QString &type)
    {
        return session().rowWith(Table, TrafficModel::Type, type);
    }
    void filterOn(const QString &text);
    /// Sends one message to the agent, one to the runtime, and one to nobody.
    void talk();
    [[nodiscard]] QList<QVariantList> shownRows();
    /// The answer to a GET, which closes the connection.
    [[nodiscard]] QByteArray answerTo(const QByteArray &path);

    std::unique_ptr<WindowSession> m_session;
    std::unique_ptr<TestClient> m_runtime;
    std::unique_ptr<TestClient> m_agent;
};

void ConsoleTrafficTest::init()
{
    m_session = std::make_unique<WindowSession>();
    QVERIFY(m_session->open());
    m_runtime = std::make_unique<TestClient>(session().url(), u"p"_s, u"runtime"_s);
    m_agent = std::make_unique<TestClient>(session().url(), u"p"_s, u"data-agent"_s);
    QTRY_VERIFY(m_runtime->isGreeted() && m_agent->isGreeted());
    QTRY_COMPARE(session().count(Table), 2); // The greetings.
}

void ConsoleTrafficTest::cleanup()
{
    m_runtime.reset();
    m_agent.reset();
    m_session.reset();
}

void ConsoleTrafficTest::filterOn(const QString &text)
{
    auto &edit = session().widget<QLineEdit>(u"filter"_s);
    session().window().activateWindow(); // No desktop does it when a popup closes.
    QVERIFY(QTest::qWaitForWindowActive(&session().window()));
    QTest::keyClick(&session().window(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(edit.hasFocus());
    session().write(edit, text);
    QTest::keyClick(&edit, Qt::Key_Return);
}

void ConsoleTrafficTest::talk()
{
    m_runtime->send(R"({"type":"question","to":{"type":"data-agent"},"payload":{"n":1}})");
    QTRY_COMPARE(m_agent->count(u"question"_s), 1);
    m_agent->send(R"({"type":"answer","to":{"type":"runtime"},"payload":{"n":2,"big":true}})");
    QTRY_COMPARE(m_runtime->count(u"answer"_s), 1);
    m_runtime->send(R"({"type":"lost","to":{"id":"nobody at all"},"payload":{"n":3}})");
    QTRY_COMPARE(session().count(Table), 5);
}

QList<QVariantList> ConsoleTrafficTest::shownRows()
{
    QList<QVariantList> rows;
    for (int row = 0; row < session().count(Table); ++row) {
        QVariantList cells;
        for (int column = 0; column < TrafficModel::ColumnCount; ++column)
            cells.append(session().cell(Table, row, column));
        rows.append(cells);
    }
    return rows;
}

void ConsoleTrafficTest::showsTheOutcomeOfMessages()
{
    talk();
    const int question = rowOf(u"question"_s);
    QVERIFY(question >= 0);
    QCOMPARE(session().cell(Table, question, TrafficModel::Delivered), u"1 of 1"_s);
    QCOMPARE(session().cell(Table, question, TrafficModel::Project), u"p"_s);
    QVERIFY(session()
                .cell(Table, question, TrafficModel::From)
                .toString()
                .contains(QString::fromLatin1(m_runtime->id().text())));
    QCOMPARE(session().cell(Table, rowOf(u"answer"_s), TrafficModel::Delivered), u"1 of 1"_s);
    QCOMPARE(session().cell(Table, rowOf(u"lost"_s), TrafficModel::Delivered), u"nobody"_s);
    QTRY_VERIFY(session().widget<QWidget>(u"trafficEmpty"_s).isHidden());
    m_agent->send(R"({"type":"all"})");
    m_agent->send("this is no JSON");
    QTRY_COMPARE(session().count(Table), 8); // The broker says to the agent what was wrong.
    QCOMPARE(session().cell(Table, rowOf(u"all"_s), TrafficModel::Delivered), u"1 of 1"_s);
    QCOMPARE(session().cell(Table, 6, TrafficModel::Delivered), u"rejected"_s);
    QCOMPARE(session().cell(Table, 7, TrafficModel::Type), u"error"_s);
}

void ConsoleTrafficTest::filterNarrows()
{
    talk();
    filterOn(u"payload.n >= 2 && from.type == runtime"_s);
    QTRY_COMPARE(session().count(Table), 1);
    QCOMPARE(rowOf(u"lost"_s), 0);
    QTRY_COMPARE(session().widget<QLabel>(u"matches"_s).text(), u"1 of 5 match"_s);
    m_runtime->send(R"({"type":"more","payload":{"n":4}})");
    m_agent->send(R"({"type":"other","payload":{"n":4}})");
    QTRY_COMPARE(session().widget<QLabel>(u"matches"_s).text(), u"2 of 7 match"_s);
    QCOMPARE(rowOf(u"more"_s), 1);

    auto &edit = session().widget<QLineEdit>(u"filter"_s);
    QTest::keyClick(&edit, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClick(&edit, Qt::Key_Delete);
    QTRY_COMPARE(session().count(Table), 7);
}

void ConsoleTrafficTest::pauseHoldsAndCounts()
{
    talk();
    const auto &button = session().widget<QToolButton>(u"pauseButton"_s);
    session().click(button.objectName());
    m_runtime->send(R"({"type":"held","to":{"type":"data-agent"}})");
    m_agent->send(R"({"type":"held","to":{"type":"runtime"}})");
    QTRY_VERIFY(m_runtime->count(u"held"_s) == 1 && m_agent->count(u"held"_s) == 1);
    QTRY_COMPARE(session().widget<QPushButton>(u"newRows"_s).text(), u"2 waiting"_s);
    QCOMPARE(button.text(), u"Paused"_s);
    QCOMPARE(session().count(Table), 5);
    session().click(button.objectName());
    QTRY_COMPARE(session().count(Table), 7);
    QCOMPARE(session().cell(Table, 6, TrafficModel::Type), u"held"_s);
    QCOMPARE(button.text(), u"Pause"_s);
}

void ConsoleTrafficTest::deliveryMatchesTheClients()
{
    TestClient admin(session().url(), u"p"_s, u"admin"_s);
    QTRY_VERIFY(admin.isGreeted());
    QTRY_COMPARE(session().count(Table), 3);
    m_runtime->send(R"({"type":"question","to":{"type":"data-agent"}})");
    QTRY_VERIFY(m_agent->count(u"question"_s) == 1 && admin.count(u"question"_s) == 1);
    QTRY_COMPARE(session().count(Table), 4);
    session().clickRow(Table, 3);
    auto &tabs = session().widget<QTabBar>(u"detailTabs"_s);
    QTest::mouseClick(&tabs, Qt::LeftButton, Qt::NoModifier, tabs.tabRect(2).center());
    const QString lines = u"deliveryLines"_s;
    QTRY_COMPARE(session().count(lines), 3);
    const auto line = [&](int row) { return session().cell(lines, row, 0).toString(); };
    const auto idOf = [](const TestClient &client) {
        return QString::fromLatin1(client.id().text());
    };
    QCOMPARE(line(0), u"data-agent %1, sent"_s.arg(idOf(*m_agent)));
    QVERIFY2(line(1).startsWith(u"admin %1, mirrored"_s.arg(idOf(admin))), qPrintable(line(1)));
    QCOMPARE(line(2), u"runtime %1, skipped: it is the sender"_s.arg(idOf(*m_runtime)));
    QCOMPARE(m_runtime->count(u"question"_s), 0);

    m_agent->socket.close(); // The members at that time are still known.
    QTRY_COMPARE(session().count(Table), 5); // The farewell, to the two others, is one row.
    session().clickRow(Table, 4);
    session().clickRow(Table, 3);
    QTRY_COMPARE(session().count(lines), 3);
    QCOMPARE(line(0), u"data-agent %1, sent"_s.arg(idOf(*m_agent)));
}

QByteArray ConsoleTrafficTest::answerTo(const QByteArray &path)
{
    const QUrl url(session().url());
    QTcpSocket socket;
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    socket.write("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::UnconnectedState; }))
        qFatal("no answer");
    return socket.readAll();
}

void ConsoleTrafficTest::slowReadersAgreeWithMetrics()
{
    const QUrl url(session().url());
    QTcpSocket silent; // A client that does not read.
    silent.setReadBufferSize(1);
    silent.connectToHost(url.host(), static_cast<quint16>(url.port()));
    silent.write("GET /websocket?projectId=p&type=data-agent HTTP/1.1\r\nHost: localhost\r\n"
                 "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                 "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    QTRY_COMPARE(session().count(Table), 3);
    const QByteArray rows = R"({"type":"rows","to":{"type":"data-agent"},"payload":")"
        + QByteArray(64 * 1024, 'x') + "\"}";
    const auto textOf = [&](int row) {
        return session().cell(Table, row, TrafficModel::Delivered).toString();
    };
    const auto countOf = [&](const QString &text) {
        int count = 0;
        for (int row = 0; row < session().count(Table); ++row)
            count += textOf(row) == text ? 1 : 0;
        return count;
    };
    int sent = 0;
    bool wasQueued = false;
    while (m_runtime->count(u"client_left"_s) == 0) {
        m_runtime->send(rows.constData());
        ++sent;
        QTRY_COMPARE(m_agent->count(u"rows"_s), sent);
        wasQueued = wasQueued || countOf(u"1 queued of 2"_s) > 0;
    }
    QVERIFY(wasQueued);
    QTRY_VERIFY(countOf(u"1 dropped of 2"_s) >= BrokerConfig().maxQueueBytes / rows.size() / 2);
    silent.abort();
    filterOn(u"type == rows"_s);
    QCOMPARE(session().widget<QLabel>(u"dropped"_s).text(), QString());
    QTRY_COMPARE(session().count(Table), sent);
    QTRY_COMPARE(countOf(u"1 queued of 2"_s), 0);
    // The last messages may have come when the client had left.
    const auto others = [&] { return countOf(u"2 of 2"_s) + countOf(u"1 of 1"_s); };
    QTRY_COMPARE(countOf(u"1 dropped of 2"_s) + others(), sent);
    const int dropped = countOf(u"1 dropped of 2"_s);
    QVERIFY(countOf(u"2 of 2"_s) > 0);
    const QByteArray metrics = answerTo("/metrics");
    const QByteArray tooSlow = "broadcaster_messages_dropped_total{reason=\"too_slow\"} "
        + QByteArray::number(dropped) + '\n';
    QVERIFY2(metrics.contains(tooSlow), metrics.constData());
    QVERIFY(metrics.contains("broadcaster_messages_dropped_total{reason=\"connection_lost\"} 0\n"));
    filterOn(u"delivered == dropped"_s);
    QTRY_COMPARE(session().count(Table), dropped);
    session().clickRow(Table, dropped - 1);
    auto &tabs = session().widget<QTabBar>(u"detailTabs"_s);
    QTest::mouseClick(&tabs, Qt::LeftButton, Qt::NoModifier, tabs.tabRect(2).center());
    const QString lines = u"deliveryLines"_s;
    QTRY_COMPARE(session().count(lines), 3);
    QVERIFY(session()
                .cell(lines, 0, 0)
                .toString()
                .endsWith(u", dropped: too slow, closed with 4002"_s));
    QVERIFY(session().cell(lines, 1, 0).toString().endsWith(u", sent"_s));
}

void ConsoleTrafficTest::exportComesBack()
{
    talk();
    filterOn(u"payload.n > 0"_s);
    QTRY_COMPARE(session().count(Table), 3);
    const QList<QVariantList> saved = shownRows();
    session().prompts.file = { session().broker.filePath(u"saved.jsonl"_s),
        ExportFormat::JsonLines };
    session().click(u"exportButton"_s);
    const auto &message = session().widget<ElidedLabel>(u"trafficMessage"_s);
    QTRY_COMPARE(message.text(), u"3 messages saved in %1."_s.arg(session().prompts.file->path));
    filterOn(u"size > 0"_s);
    QTRY_COMPARE(session().count(Table), 5);

    session().click(u"openButton"_s);
    QTRY_VERIFY(session().widget<QWidget>(u"captureBanner"_s).isVisible());
    QTRY_COMPARE(session().count(Table), 3);
    QCOMPARE(shownRows(), saved);
    m_runtime->send(R"({"type":"meanwhile"})");
    QTRY_COMPARE(m_agent->count(u"meanwhile"_s), 1);
    session().click(u"backToLive"_s);
    QTRY_COMPARE(session().count(Table), 6);
    QCOMPARE(rowOf(u"meanwhile"_s), 5);
}

void ConsoleTrafficTest::scopeIsOneProject()
{
    const QString projects = u"projects"_s;
    TestClient other(session().url(), u"q"_s, u"runtime"_s);
    QTRY_VERIFY(other.isGreeted());
    QTRY_COMPARE(session().count(projects), 3);
    session().clickRow(projects, 2);
    QTRY_COMPARE(session().count(Table), 1);
    other.send(R"({"type":"mine"})");
    m_runtime->send(R"({"type":"theirs"})");
    QTRY_COMPARE(m_agent->count(u"theirs"_s), 1);
    QTRY_COMPARE(session().count(Table), 2);
    QCOMPARE(rowOf(u"mine"_s), 1);
    session().clickRow(projects, 0);
    QTRY_COMPARE(session().count(Table), 5);
}

QTEST_MAIN(ConsoleTrafficTest)
#include "tst_consoletraffic.moc"
