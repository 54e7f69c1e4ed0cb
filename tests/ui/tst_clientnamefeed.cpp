// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/clientnamefeed.h"

#include "tests/support/fakebroker.h"
#include "ui/base/clienttext.h"
#include "ui/prompts/renamedialog.h"

#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class ClientNameFeedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void namesThoseThatJoin();
    void namesWhatIsShown();
    void namesByTypeWhatIsGone();
    void namesByTypeWithoutABroker();
    void asksOnceForACrowd();
    void labelsClients();
    void asksForAName();

private:
    [[nodiscard]] QString nameOf(const QByteArray &id) const
    {
        const ClientName *name = m_names->find(m_shop, id);
        return name ? name->text : QString();
    }
    void join(const QByteArray &id);

    const ProjectId m_shop = *ProjectId::fromUtf8("shop");
    std::unique_ptr<FakeBroker> m_broker;
    std::unique_ptr<ClientNames> m_names;
    std::unique_ptr<ClientNameFeed> m_feed;
};

namespace {

ClientInfo connected(const QByteArray &id, ClientType type, const QString &userAgent)
{
    ClientInfo info;
    info.id = ClientId::fromText(id);
    info.type = type;
    info.userAgent = userAgent;
    return info;
}

} // namespace

void ClientNameFeedTest::init()
{
    m_feed.reset();
    m_broker = std::make_unique<FakeBroker>();
    m_names = std::make_unique<ClientNames>();
    m_feed = std::make_unique<ClientNameFeed>(*m_broker, *m_names);
    m_broker->shownProjects = { { m_shop, 0,
        { connected("a", ClientType::DataAgent, u"slow/1"_s),
            connected("b", ClientType::Runtime, {}) } } };
    m_broker->start({});
}

void ClientNameFeedTest::join(const QByteArray &id)
{
    auto batch = std::make_shared<TrafficBatch>();
    ClientEvent event;
    event.project = m_shop;
    event.client = ClientId::fromText(id);
    batch->events.push_back(event);
    m_broker->tell(TrafficArrived { batch });
}

void ClientNameFeedTest::namesThoseThatJoin()
{
    join("a");
    QTRY_COMPARE(nameOf("a"), u"slow"_s);
    QCOMPARE(nameOf("b"), u"runtime 1"_s);
}

void ClientNameFeedTest::namesWhatIsShown()
{
    QVERIFY(!m_names->lookUp(m_shop, "a", ClientType::DataAgent));
    QTRY_COMPARE(nameOf("a"), u"slow"_s);
    QCOMPARE(m_broker->asked<ShowProject>(), 1);
}

void ClientNameFeedTest::namesByTypeWhatIsGone()
{
    QVERIFY(!m_names->lookUp(m_shop, "gone", ClientType::DataAgent));
    QTRY_COMPARE(nameOf("gone"), u"data-agent 1"_s);
}

void ClientNameFeedTest::namesByTypeWithoutABroker()
{
    m_broker->stop();
    QVERIFY(!m_names->lookUp(m_shop, "a", ClientType::DataAgent));
    QTRY_COMPARE(nameOf("a"), u"data-agent 1"_s);
    QCOMPARE(m_broker->asked<ShowProject>(), 0);
}

void ClientNameFeedTest::asksOnceForACrowd()
{
    join("a");
    QTRY_COMPARE(nameOf("a"), u"slow"_s);
    for (int i = 0; i < 50; ++i)
        join("a");
    QCOMPARE(m_broker->asked<ShowProject>(), 1);
    QTRY_COMPARE(m_broker->asked<ShowProject>(), 2);
}

void ClientNameFeedTest::labelsClients()
{
    const QByteArray id = "8f1c0000-0000-4000-8000-000000000001";
    const ClientLabel before = clientLabel(m_names.get(), m_shop, id, ClientType::Runtime);
    QVERIFY(!before.isNamed());
    QCOMPARE(clientText(before), u"runtime 8f1c\u2026"_s);
    QCOMPARE(clientTip(before, id), u"runtime "_s + QString::fromLatin1(id));
    m_names->add(m_shop, id, ClientType::Runtime);
    const ClientLabel after = clientLabel(m_names.get(), m_shop, id, ClientType::Runtime);
    QCOMPARE(clientText(after), u"runtime 1"_s);
    QVERIFY(after.saysType());
    QCOMPARE(clientTip(after, id), u"runtime 1\nruntime "_s + QString::fromLatin1(id));
    QCOMPARE(clientText(clientLabel(nullptr, m_shop, id, {})), u"8f1c\u2026"_s);
}

void ClientNameFeedTest::asksForAName()
{
    m_names->add(m_shop, "b", ClientType::Runtime);
    auto *dialog = new RenameDialog(*m_names, { m_shop, "c", ClientType::Runtime }, nullptr);
    dialog->open();
    auto *name = dialog->findChild<QLineEdit *>(u"clientName"_s);
    const auto *fault = dialog->findChild<QLabel *>(u"clientNameFault"_s);
    QCOMPARE(name->text(), u"runtime 2"_s);
    name->setText(u"runtime 1"_s);
    dialog->findChild<QPushButton *>(u"clientNameAccept"_s)->click();
    QVERIFY(dialog->isVisible());
    QVERIFY(fault->isVisible());
    QVERIFY(fault->text().contains(u"Another client"_s));
    name->setText(u"mine"_s);
    QVERIFY(!fault->isVisible());
    dialog->findChild<QPushButton *>(u"clientNameAccept"_s)->click();
    QCOMPARE(nameOf("c"), u"mine"_s);
}

QTEST_MAIN(ClientNameFeedTest)
#include "tst_clientnamefeed.moc"
