// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
// The window of a broker in another process: keys, certificates, and links that fail.
#include "app/window/remotewindow.h"

#include "app/window/windowlanguage.h"
#include "console/reconnection.h"
#include "server/codec/consoleprotocol.h"
#include "tests/support/brokerprocess.h"
#include "tests/support/command.h"
#include "tests/support/freeport.h"
#include "tests/support/linkproxy.h"
#include "tests/support/scriptedprompts.h"
#include "tests/support/testclient.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/usage/chart.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/window/mainwindow.h"

#include <QtCore/QDateTime>
#include <QtCore/QLocale>
#include <QtGui/QAction>
#include <QtWebSockets/QWebSocketServer>
#include <QtWidgets/QApplication>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QListWidget>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTabBar>
#include <QtWidgets/QTableView>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int Patience = 20'000; ///< In milliseconds.
constexpr qsizetype LargeBytes = 100'000; ///< Above limits::WholeMessageBytes.

/// A console door of another version, which says hello and answers nothing.
class OldBroker final {
public:
    explicit OldBroker(const QStringList &operations, qint64 version = ConsoleVersion)
    {
        m_server.setSupportedSubprotocols({ QLatin1StringView(ConsoleSubprotocol) });
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        QObject::connect(
            &m_server, &QWebSocketServer::newConnection, &m_server, [this, operations, version] {
                QWebSocket *socket = m_server.nextPendingConnection();
                socket->setParent(&m_server);
                ConsoleHello hello;
                hello.version = version;
                hello.program = u"0.0.1"_s;
                hello.name = u"old"_s;
                hello.rights = QStringList { u"look"_s, u"act"_s, u"keys"_s };
                hello.operations = operations;
                socket->sendBinaryMessage(encodeFrame(hello));
                socket->sendBinaryMessage(QCborValue(
                    QCborMap { { u"event"_s, u"ofTheFuture"_s }, { u"fields"_s, QCborMap() } })
                                              .toCbor());
                socket->sendBinaryMessage(
                    encodeFrame(StateChanged { BrokerState::Listening, { u"ws://old"_s } }));
            });
    }
    [[nodiscard]] QUrl url() const
    {
        return QUrl(u"ws://127.0.0.1:%1/console"_s.arg(m_server.serverPort()));
    }

private:
    QWebSocketServer m_server { u"old"_s, QWebSocketServer::NonSecureMode };
};

} // namespace

class RemoteWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    /// There is no keyring, whatever the desktop has.
    void initTestCase() { qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"); }
    void init();
    void cleanup();
    void asksForAKey();
    void viewerLooksOnly();
    void certificateIsTrustedOnce();
    void otherServersAreNamed();
    void oldBrokerLacksOperations();
    void otherVersionIsNamed();
    void restartIsSurvived();
    void cutInAFrameIsSurvived();
    void silenceIsNoticed();
    void slowLinkWorks();
    void largeMessageIsFetched();
    void switchesToAnotherBroker();
    void stopAsksFirst();
    void newConfigurationRestarts();

private:
    void open(const QUrl &url, const QByteArray &key, const QByteArray &certificate = {});
    void openBy(const LinkProxy &proxy)
    {
        QUrl url = m_broker->consoleUrl();
        url.setPort(proxy.port());
        open(url, BrokerProcess::serviceKey());
    }
    void openBroker() { open(m_broker->consoleUrl(), BrokerProcess::serviceKey()); }
    [[nodiscard]] static MainWindow &window();
    template <typename T>
    [[nodiscard]] static T &widget(const QString &name)
    {
        T *found = window().findChild<T *>(name);
        if (!found)
            qFatal("there is no %s", qPrintable(name));
        return *found;
    }
    [[nodiscard]] static QString words() { return widget<ElidedLabel>(u"linkWords"_s).text(); }
    [[nodiscard]] static QString pageWords()
    {
        return widget<QWidget>(u"linkPage"_s).findChild<QLabel *>(u"emptyText"_s)->text();
    }
    [[nodiscard]] static QAbstractItemModel &rows(const QString &table)
    {
        return *widget<QAbstractItemView>(table).model();
    }
    [[nodiscard]] static TrafficModel &traffic()
    {
        return static_cast<TrafficModel &>(rows(u"trafficView"_s));
    }
    [[nodiscard]] static bool isConnected()
    {
        return widget<QLabel>(u"statusClients"_s).isVisible() && words().isEmpty();
    }
    static void answerDialog(const QString &address, const QString &key, bool keepsKey);

    WindowLanguage m_language { u"en"_s };
    std::unique_ptr<ScriptedPrompts> m_prompts;
    std::unique_ptr<BrokerProcess> m_broker;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<RemoteWindow> m_window;
};

void RemoteWindowTest::init()
{
    m_broker = std::make_unique<BrokerProcess>();
    m_prompts = std::make_unique<ScriptedPrompts>();
}

void RemoteWindowTest::cleanup()
{
    m_window.reset();
    m_settings.reset();
    m_broker.reset();
    m_prompts.reset();
}

void RemoteWindowTest::open(const QUrl &url, const QByteArray &key, const QByteArray &certificate)
{
    m_window.reset();
    m_settings = std::make_unique<Settings>(m_broker->filePath(u"remote.conf"_s));
    m_window = std::make_unique<RemoteWindow>(
        *m_settings, m_language, *m_prompts, RemoteConsole::Target { url, key, certificate });
    m_window->open();
}

MainWindow &RemoteWindowTest::window()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *found = qobject_cast<MainWindow *>(widget); found && found->isVisible())
            return *found;
    }
    qFatal("there is no window");
}

void RemoteWindowTest::answerDialog(const QString &address, const QString &key, bool keepsKey)
{
    QTRY_VERIFY_WITH_TIMEOUT(window().findChild<QDialog *>(u"connectDialog"_s), Patience);
    auto *dialog = window().findChild<QDialog *>(u"connectDialog"_s);
    if (!address.isNull())
        dialog->findChild<QComboBox *>(u"brokerAddress"_s)->setEditText(address);
    dialog->findChild<QLineEdit *>(u"brokerKey"_s)->setText(key);
    dialog->findChild<QCheckBox *>(u"keepKey"_s)->setChecked(keepsKey);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"connectAccept"_s), Qt::LeftButton);
}

void RemoteWindowTest::asksForAKey()
{
    QVERIFY(m_broker->start(freePort()));
    open(m_broker->consoleUrl(), "a wrong key");
    QTRY_VERIFY_WITH_TIMEOUT(
        pageWords().startsWith(u"The broker does not accept this key."_s), Patience);

    open(m_broker->consoleUrl(), {}); // There is no keyring here.
    answerDialog({}, QString::fromLatin1(BrokerProcess::serviceKey()), true);
    QTRY_VERIFY_WITH_TIMEOUT(
        words().startsWith(u"The keyring does not keep the key ("_s), Patience);
    QVERIFY(words().endsWith(u"), so you will be asked for it again."_s));
    QVERIFY(widget<ElidedLabel>(u"linkWords"_s).isVisible());
    QVERIFY(widget<QLabel>(u"statusClients"_s).isVisible());
    m_window->save();
    QFile file(m_broker->filePath(u"remote.conf"_s));
    QTRY_VERIFY_WITH_TIMEOUT(file.size() > 0 || file.exists(), Patience);
    m_window.reset();
    m_settings.reset(); // Writes.
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray kept = file.readAll();
    QVERIFY2(kept.contains(m_broker->url().toLatin1()), kept.constData());
    QVERIFY2(!kept.contains(BrokerProcess::serviceKey()), kept.constData());
}

void RemoteWindowTest::viewerLooksOnly()
{
    QVERIFY(m_broker->start(freePort()));
    TestClient client(m_broker->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY_WITH_TIMEOUT(client.isGreeted(), Patience);
    open(m_broker->consoleUrl(), BrokerProcess::viewerKey());
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    QVERIFY(widget<ElidedLabel>(u"linkAddress"_s).text().endsWith(u", looking only"_s));
    client.send(R"({"type":"seen"})");
    QTRY_COMPARE_WITH_TIMEOUT(traffic().rowCount(), 1, Patience);
    QTest::keyClick(&window(), Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"clientTable"_s).rowCount(), 1, Patience);
    widget<QTableView>(u"clientTable"_s).selectRow(0);
    const auto &disconnect = *window().findChild<QAction *>(u"disconnect"_s);
    QVERIFY(!disconnect.isEnabled());
    QVERIFY(disconnect.toolTip().contains(u"looking only"_s));
    QTest::keyClick(&window(), Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(widget<QWidget>(u"keysForbidden"_s).isVisible(), Patience);
    QVERIFY(!window().findChild<QAction *>(u"issueKey"_s)->isEnabled());
    QTest::keyClick(&window(), Qt::Key_5, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(widget<QWidget>(u"server"_s).isVisible(), Patience);
    QVERIFY(!widget<QPushButton>(u"stop"_s).isEnabled());
    const auto &sections = widget<QListWidget>(u"serverSections"_s);
    QStringList offered;
    for (int row = 0; row < sections.count(); ++row) {
        if (!sections.item(row)->isHidden())
            offered.append(sections.item(row)->text());
    }
    QCOMPARE(offered, QStringList({ u"Connect"_s, u"Log"_s }));
    QVERIFY(!window().findChild<QAction *>(u"actionDemo"_s)->isEnabled());
    QVERIFY(!widget<QWidget>(u"composer"_s).isEnabled());
    QVERIFY(widget<QLabel>(u"composerObstacle"_s).text().contains(u"looking only"_s));
}

void RemoteWindowTest::certificateIsTrustedOnce()
{
    const auto make = [this](const QString &name) {
        return runCommand({ u"openssl"_s, u"req"_s, u"-x509"_s, u"-nodes"_s, u"-newkey"_s, u"ec"_s,
            u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s, u"-days"_s, u"30"_s, u"-subj"_s,
            u"/CN="_s + name, u"-keyout"_s, m_broker->filePath(u"tls.key"_s), u"-out"_s,
            m_broker->filePath(u"tls.pem"_s) });
    };
    QVERIFY(make(u"first"_s).exitCode == 0);
    const QStringList tls { u"--tls-cert"_s, m_broker->filePath(u"tls.pem"_s), u"--tls-key"_s,
        m_broker->filePath(u"tls.key"_s) };
    const quint16 port = freePort();
    QVERIFY(m_broker->start(port, tls));
    QUrl url = m_broker->consoleUrl();
    url.setScheme(u"wss"_s);
    open(url, BrokerProcess::serviceKey());
    QTRY_VERIFY_WITH_TIMEOUT(pageWords().contains(u"SHA-256: "_s), Patience);
    const auto &trust = widget<QPushButton>(u"linkTrustOnPage"_s);
    QVERIFY(trust.isVisible());
    m_prompts->answer.yes = false;
    QTest::mouseClick(const_cast<QPushButton *>(&trust), Qt::LeftButton);
    QCOMPARE(m_prompts->questions.size(), 1);
    QVERIFY(m_prompts->questions[0].text.contains(pageWords().section(u"SHA-256: "_s, 1)));
    QVERIFY(!isConnected());
    m_prompts->answer.yes = true;
    QTest::mouseClick(const_cast<QPushButton *>(&trust), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);

    m_window.reset();
    m_settings.reset();
    open(url, BrokerProcess::serviceKey()); // The window remembers it.
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);

    m_broker->kill();
    QVERIFY(make(u"second"_s).exitCode == 0);
    QVERIFY(m_broker->start(port, tls));
    QTRY_VERIFY_WITH_TIMEOUT(
        words().contains(u"shows another certificate than the one you trust"_s), Patience);
    QVERIFY(widget<QPushButton>(u"linkTrustButton"_s).isVisible());
}

void RemoteWindowTest::otherServersAreNamed()
{
    QTcpServer web;
    QVERIFY(web.listen(QHostAddress::LocalHost));
    connect(&web, &QTcpServer::newConnection, &web, [&web] {
        QTcpSocket *socket = web.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket,
            [socket] { socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"); });
    });
    open(QUrl(u"ws://127.0.0.1:%1/console"_s.arg(web.serverPort())), "any");
    QTRY_VERIFY_WITH_TIMEOUT(pageWords().contains(u"it is not a broker"_s), Patience);

    open(QUrl(u"ws://127.0.0.1:%1/console"_s.arg(freePort())), "any");
    QTRY_VERIFY_WITH_TIMEOUT(pageWords().contains(u"cannot be reached"_s), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(pageWords().contains(u"Next attempt in "_s), Patience);
    QVERIFY(widget<QPushButton>(u"linkRetryOnPage"_s).isVisible());
}

void RemoteWindowTest::oldBrokerLacksOperations()
{
    const OldBroker old({ u"overview"_s, u"listProjects"_s });
    open(old.url(), "any");
    QTRY_VERIFY_WITH_TIMEOUT(widget<QWidget>(u"linkBand"_s).isVisible(), Patience);
    QTest::keyClick(&window(), Qt::Key_3, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(widget<QWidget>(u"keysForbidden"_s).isVisible(), Patience);
    QVERIFY(widget<QWidget>(u"keysForbidden"_s)
                .findChild<QLabel *>(u"emptyText"_s)
                ->text()
                .contains(u"version that does not have this"_s));
    const QString lacksThis = u"The broker is of a version that does not have this."_s;
    QTest::keyClick(&window(), Qt::Key_4, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(widget<Chart>(u"usageChart"_s).message(), lacksThis, Patience);
    QTest::keyClick(&window(), Qt::Key_5, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(widget<QWidget>(u"server"_s).isVisible(), Patience);
    QVERIFY(!widget<QWidget>(u"applyBar"_s).isVisible()); // It cannot be configured from here.
    QVERIFY(!widget<QPushButton>(u"reloadCertificate"_s).isEnabled());
    QCOMPARE(widget<QPushButton>(u"reloadCertificate"_s).toolTip(), lacksThis);
    QVERIFY(words().isEmpty()); // It skips unknown events.
}

void RemoteWindowTest::otherVersionIsNamed()
{
    const OldBroker other({ u"overview"_s }, ConsoleVersion + 1);
    open(other.url(), "any");
    QTRY_VERIFY_WITH_TIMEOUT(
        pageWords().contains(u"speaks another version of the console protocol"_s), Patience);
}

void RemoteWindowTest::restartIsSurvived()
{
    const quint16 port = freePort();
    QVERIFY(m_broker->start(port));
    openBroker();
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    {
        TestClient client(m_broker->url(), u"p"_s, u"runtime"_s);
        QTRY_VERIFY_WITH_TIMEOUT(client.isGreeted(), Patience);
        client.send(R"({"type":"before"})");
        QTRY_COMPARE_WITH_TIMEOUT(traffic().rowCount(), 2, Patience);
        m_broker->kill();
    }
    QTRY_VERIFY_WITH_TIMEOUT(words().startsWith(u"No connection since "_s), Patience);
    QCOMPARE(traffic().rowCount(), 2); // The window keeps what it has.
    QVERIFY(!widget<QWidget>(u"clients"_s).isEnabled());
    QVERIFY(widget<QWidget>(u"traffic"_s).isEnabled());
    QVERIFY(m_broker->start(port));
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 2 * Patience);
    QVERIFY(widget<QWidget>(u"clients"_s).isEnabled());
    TestClient client(m_broker->url(), u"p"_s, u"runtime"_s);
    QTRY_COMPARE_WITH_TIMEOUT(traffic().rowCount(), 3, Patience);
    const TrafficGap gap = traffic().gapAbove(2);
    QVERIFY(gap.hasUnseen());
    QVERIFY(gap.unseenFromMs < gap.unseenToMs);
    QVERIFY(traffic().gapAbove(1).isEmpty());
}

void RemoteWindowTest::cutInAFrameIsSurvived()
{
    QVERIFY(m_broker->start(freePort()));
    LinkProxy proxy(static_cast<quint16>(m_broker->consoleUrl().port()));
    openBy(proxy);
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    TestClient client(m_broker->url(), u"p"_s, u"runtime"_s);
    QTRY_COMPARE_WITH_TIMEOUT(traffic().rowCount(), 1, Patience);
    proxy.cutAfter(100); // Less than the frame of the next message.
    const QByteArray large = R"({"type":"large","payload":")" + QByteArray(10'000, 'x') + "\"}";
    client.send(large.constData());
    QTRY_VERIFY_WITH_TIMEOUT(!words().isEmpty(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    client.send(R"({"type":"after"})");
    QTRY_VERIFY_WITH_TIMEOUT(traffic().rowCount() >= 2, Patience);
    QVERIFY(traffic().gapAbove(1).hasUnseen());
}

void RemoteWindowTest::silenceIsNoticed()
{
    QVERIFY(m_broker->start(freePort()));
    LinkProxy proxy(static_cast<quint16>(m_broker->consoleUrl().port()));
    openBy(proxy);
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    TestClient client(m_broker->url(), u"p"_s, u"runtime"_s);
    QTRY_COMPARE_WITH_TIMEOUT(traffic().rowCount(), 1, Patience);
    // Shorter than the window waits: nothing is lost.
    proxy.setStalled(true);
    client.send(R"({"type":"held"})");
    QTest::qWait(10'000);
    QCOMPARE(traffic().rowCount(), 1);
    proxy.setStalled(false);
    QTRY_COMPARE_WITH_TIMEOUT(traffic().rowCount(), 2, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    QVERIFY(traffic().gapAbove(1).isEmpty());
    // Longer: the window says so, and comes back.
    constexpr int LongestSilence = 90'000; // With a question on the way.
    proxy.setStalled(true);
    client.send(R"({"type":"lost"})");
    const qint64 lostMs = QDateTime::currentMSecsSinceEpoch();
    QTRY_VERIFY_WITH_TIMEOUT(words().startsWith(u"No answer since "_s), 2 * Patience);
    QTRY_VERIFY_WITH_TIMEOUT(words().startsWith(u"No connection since "_s), LongestSilence);
    proxy.setStalled(false);
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), 2 * Patience);
    client.send(R"({"type":"after"})");
    QTRY_VERIFY_WITH_TIMEOUT(traffic().rowCount() >= 3, Patience);
    const TrafficGap gap = traffic().gapAbove(2);
    QVERIFY(gap.hasUnseen());
    QVERIFY(gap.unseenFromMs <= lostMs + 1000); // The silence is a part of it.
}

void RemoteWindowTest::slowLinkWorks()
{
    QVERIFY(m_broker->start(freePort()));
    LinkProxy proxy(static_cast<quint16>(m_broker->consoleUrl().port()));
    proxy.setLatency(200ms);
    TestClient client(m_broker->url(), u"p"_s, u"runtime"_s);
    QTRY_VERIFY_WITH_TIMEOUT(client.isGreeted(), Patience);
    openBy(proxy);
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    QCOMPARE(widget<QPushButton>(u"statusUrl"_s).text(),
        u"ws://127.0.0.1:%1"_s.arg(proxy.port())); // The broker's own leads past the proxy.
    client.send(R"({"type":"slowly"})");
    QTRY_COMPARE_WITH_TIMEOUT(traffic().rowCount(), 1, Patience);
    QTest::keyClick(&window(), Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(rows(u"clientTable"_s).rowCount(), 1, Patience);
    widget<QTableView>(u"clientTable"_s).selectRow(0);
    QTest::mouseClick(&widget<QWidget>(u"disconnectButton"_s), Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(client.isClosed(), Patience);
    QCOMPARE(client.closeCode(), 4000);
    QVERIFY(words().isEmpty());
}

void RemoteWindowTest::largeMessageIsFetched()
{
    QVERIFY(m_broker->start(freePort()));
    openBroker();
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    TestClient client(m_broker->url(), u"p"_s, u"runtime"_s);
    QTRY_COMPARE_WITH_TIMEOUT(traffic().rowCount(), 1, Patience);
    const QByteArray large = R"({"type":"large","payload":")" + QByteArray(LargeBytes, 'x') + "\"}";
    client.send(large.constData());
    QTRY_COMPARE_WITH_TIMEOUT(traffic().rowCount(), 2, Patience);
    const auto row = [] { return traffic().rowAt(1); };
    QVERIFY(row().record->missing > 0);
    QCOMPARE(row().message.size(), 1024);
    QVERIFY(row().size() > LargeBytes);
    auto &view = widget<QAbstractItemView>(u"trafficView"_s);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::NoModifier,
        view.visualRect(view.model()->index(1, 0)).center());
    QTRY_COMPARE_WITH_TIMEOUT(row().record->missing, 0U, Patience);
    QVERIFY(row().message.size() > LargeBytes);
    QCOMPARE(row().type.toByteArray(), "large");
    QVERIFY(widget<QLabel>(u"detailNotice"_s).text().isEmpty());
}

void RemoteWindowTest::switchesToAnotherBroker()
{
    QVERIFY(m_broker->start(freePort()));
    BrokerProcess second;
    QVERIFY(second.start(freePort()));
    openBroker();
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    TestClient client(m_broker->url(), u"p"_s, u"runtime"_s);
    QTRY_COMPARE_WITH_TIMEOUT(traffic().rowCount(), 1, Patience);
    window().findChild<QAction *>(u"actionConnect"_s)->trigger();
    answerDialog(second.url(), QString::fromLatin1(BrokerProcess::serviceKey()), false);
    QTRY_VERIFY_WITH_TIMEOUT(window().windowTitle().contains(second.url()), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    QCOMPARE(traffic().rowCount(), 0); // Nothing of the first one is left.
}

void RemoteWindowTest::stopAsksFirst()
{
    QVERIFY(m_broker->start(freePort()));
    openBroker();
    QTRY_VERIFY_WITH_TIMEOUT(isConnected(), Patience);
    QTest::keyClick(&window(), Qt::Key_5, Qt::ControlModifier);
    const auto &stop = widget<QPushButton>(u"stop"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        stop.isEnabled() && stop.width() > stop.height(), Patience); // It has its place.
    QVERIFY(!widget<QPushButton>(u"restart"_s).isVisible());
    QTest::mouseClick(&widget<QPushButton>(u"stop"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(m_prompts->questions.size(), 1, Patience);
    QVERIFY(m_prompts->questions[0].text.contains(u"only be started again on its own machine"_s));
    QTRY_VERIFY_WITH_TIMEOUT(!words().isEmpty(), Patience);
    QVERIFY(!widget<QPushButton>(u"start"_s).isVisible());
}

void RemoteWindowTest::newConfigurationRestarts()
{
    QVERIFY(m_broker->start(freePort()));
    RemoteConsole console({ m_broker->consoleUrl(), BrokerProcess::serviceKey() });
    Reconnection reconnection(console);
    reconnection.tryNow();
    QTRY_VERIFY_WITH_TIMEOUT(console.now().state == BrokerState::Listening, Patience);
    BrokerConfig wanted = console.now().config;
    wanted.threads = 3;
    bool hasEnded = false;
    connect(&console, &RemoteConsole::ended, &console, [&hasEnded] { hasEnded = true; });
    static_cast<Console &>(console).ask(Configure { wanted });
    QTRY_VERIFY_WITH_TIMEOUT(hasEnded, Patience);
    QTRY_VERIFY_WITH_TIMEOUT(console.isConnected(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(console.now().config.threads, 3, Patience);
    QVERIFY(console.now().state == BrokerState::Listening);
}

QTEST_MAIN(RemoteWindowTest)
#include "tst_remotewindow.moc"
