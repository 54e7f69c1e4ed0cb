// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/keys/keyspage.h"

#include "server/api/utc.h"
#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "ui/base/errortext.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorline.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QTableView>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

ProjectId id(const char *name)
{
    return *ProjectId::fromUtf8(name);
}

ApiKeyInfo key(qint64 keyId, const char *project)
{
    ApiKeyInfo info;
    info.keyId = keyId;
    info.project = id(project);
    info.keyPrefix = u"sa_live_000%1"_s.arg(keyId);
    info.createdAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + keyId * 1000, Utc);
    return info;
}

ProjectInfo live(const char *project, std::initializer_list<qint64> keyIds)
{
    ProjectInfo info;
    info.id = id(project);
    for (const qint64 keyId : keyIds) {
        ClientInfo client;
        client.id = ClientId::create();
        client.keyId = keyId;
        info.clients.append(client);
    }
    return info;
}

/// The page and the parts that a test touches.
struct Shown {
    FakeBroker broker;
    ScriptedPrompts prompts;
    KeysPage page { broker, prompts };

    void show()
    {
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
    }
    [[nodiscard]] QTableView *table() const { return page.findChild<QTableView *>(u"keyTable"_s); }
    [[nodiscard]] QAction *action(const QString &name) const
    {
        return page.findChild<QAction *>(name);
    }
    [[nodiscard]] QString error() const { return page.findChild<ErrorLine *>()->text(); }
    [[nodiscard]] QString cell(int row, int column) const
    {
        return table()->model()->index(row, column).data().toString();
    }
    void choose(const char *project) const
    {
        for (int row = 0; row < table()->model()->rowCount(); ++row) {
            if (cell(row, KeysModel::ProjectColumn) == QLatin1StringView(project))
                table()->setCurrentIndex(table()->model()->index(row, 0));
        }
    }
};

} // namespace

class KeysPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void teachesWhileThereIsNoKey();
    void listsNewestFirstAndRequirements();
    void loadingIsShown();
    void neverAsksTwiceAtATime();
    void issuesAndShowsOnce();
    void issuingSuggestsKnownProjects();
    void issuingCanBeCancelledOrWrong();
    void replacesAnActiveKey();
    void keepsAnActiveKey();
    void revokesAfterAsking_data();
    void revokesAfterAsking();
    void requiresByAction();
    void requiresByClickOnTheBox();
    void scopeListsAProjectWithoutAKey();
    void errorsAreOneLine();
    void failedActionsAreOneLine();
    void copies();
    void shortcuts();
    void everythingHasAName();
};

void KeysPageTest::teachesWhileThereIsNoKey()
{
    Shown shown;
    QSignalSpy figure(&shown.page, &Page::figureChanged);
    shown.show();
    QVERIFY(shown.page.findChild<EmptyState *>(u"keysEmpty"_s)->isVisible());
    QVERIFY(!shown.table()->isVisible());
    QCOMPARE(figure.last()[0].toString(), u"0"_s);
    QTest::mouseClick(shown.page.findChild<QPushButton *>(u"issueFirstKey"_s), Qt::LeftButton);
    QCOMPARE(shown.prompts.projects, QStringList { QString() });
}

void KeysPageTest::listsNewestFirstAndRequirements()
{
    Shown shown;
    shown.broker.shownKeys = { key(1, "old"), key(2, "new") };
    shown.broker.required = { id("old"), id("locked") };
    shown.broker.shownProjects = { live("old", { 1, 1, 0 }) };
    shown.show();
    QVERIFY(shown.table()->isVisible());
    QCOMPARE(shown.table()->model()->rowCount(), 3);
    QCOMPARE(shown.cell(0, KeysModel::ProjectColumn), u"new"_s);
    QCOMPARE(shown.cell(1, KeysModel::ProjectColumn), u"old"_s);
    QCOMPARE(shown.cell(1, KeysModel::ConnectionsColumn), u"2"_s);
    QCOMPARE(shown.cell(2, KeysModel::ProjectColumn), u"locked"_s);
    QCOMPARE(shown.cell(2, KeysModel::KeyColumn), u"no key"_s);

    shown.choose("locked");
    QVERIFY(!shown.action(u"revokeKey"_s)->isEnabled());
    QVERIFY(shown.action(u"requireKey"_s)->isChecked());
    shown.choose("new");
    QVERIFY(shown.action(u"revokeKey"_s)->isEnabled());
    QVERIFY(!shown.action(u"requireKey"_s)->isChecked());
}

void KeysPageTest::loadingIsShown()
{
    Shown shown;
    shown.broker.shownKeys = { key(1, "shop") };
    shown.broker.holdsStore = true;
    shown.show();
    QVERIFY(shown.page.findChild<EmptyState *>(u"keysLoading"_s)->isVisible());
    shown.broker.releaseStore();
    QTRY_VERIFY(shown.table()->isVisible());
}

void KeysPageTest::neverAsksTwiceAtATime()
{
    Shown shown;
    shown.broker.holdsStore = true;
    shown.show();
    QCOMPARE(shown.broker.storeCalls, 2); // Keys, and projects that require one.
    shown.broker.shownKeys = { key(1, "late") };
    shown.broker.setState(BrokerState::Starting);
    shown.broker.setState(BrokerState::Listening);
    QCOMPARE(shown.broker.storeCalls, 2);
    // Requests made meanwhile are sent once, afterwards.
    shown.broker.releaseStore();
    QTRY_COMPARE(shown.broker.storeCalls, 4);
    QCOMPARE(shown.cell(0, KeysModel::ProjectColumn), u"late"_s);
}

void KeysPageTest::issuesAndShowsOnce()
{
    Shown shown;
    shown.show();
    shown.prompts.request = { u"shop"_s, u"  Web shop "_s };
    shown.action(u"issueKey"_s)->trigger();
    QTRY_COMPARE(shown.prompts.issued.size(), 1);
    QCOMPARE(shown.prompts.issued[0].info.project, id("shop"));
    QTRY_COMPARE(shown.cell(0, KeysModel::ProjectColumn), u"shop"_s);
    QCOMPARE(shown.broker.shownKeys[0].description, u"Web shop"_s);
    QCOMPARE(shown.table()->currentIndex().row(), 0);
    QVERIFY(shown.action(u"issueKey"_s)->isEnabled());
    QVERIFY(shown.error().isEmpty());
}

void KeysPageTest::issuingSuggestsKnownProjects()
{
    Shown shown;
    shown.broker.shownUrls = { u"wss://0.0.0.0:1"_s, u"wss://[::]:1"_s };
    shown.broker.start({});
    shown.broker.shownKeys = { key(1, "shop"), key(2, "Blog") };
    shown.broker.required = { id("locked") };
    shown.broker.shownProjects = { live("shop", { 1 }), live("agents", {}) };
    shown.show();
    shown.prompts.request = { u"agents"_s, {} };
    shown.action(u"issueKey"_s)->trigger();
    QCOMPARE(shown.prompts.knownProjects,
        QStringList({ u"agents"_s, u"Blog"_s, u"locked"_s, u"shop"_s }));
    QTRY_COMPARE(shown.prompts.issuedAt, u"wss://0.0.0.0:1"_s);
}

void KeysPageTest::issuingCanBeCancelledOrWrong()
{
    Shown shown;
    shown.show();
    shown.action(u"issueKey"_s)->trigger();
    QVERIFY(shown.action(u"issueKey"_s)->isEnabled());
    shown.prompts.request = { QString(300, u'x'), {} };
    shown.action(u"issueKey"_s)->trigger();
    QVERIFY(shown.error().contains(u"256"_s));
    QVERIFY(shown.broker.shownKeys.isEmpty());
    shown.prompts.request.reset();
    shown.action(u"issueKey"_s)->trigger();
    QVERIFY(shown.error().isEmpty());
}

void KeysPageTest::replacesAnActiveKey()
{
    Shown shown;
    shown.broker.shownKeys = { key(77, "shop") };
    shown.show();
    shown.prompts.request = { u"shop"_s, {} };
    shown.action(u"issueKey"_s)->trigger();
    QTRY_COMPARE(shown.prompts.issued.size(), 1);
    QCOMPARE(shown.prompts.questions.size(), 1);
    QVERIFY(shown.prompts.questions[0].isDestructive);
    QVERIFY(shown.prompts.questions[0].text.contains(u"2023-11-1"_s)); // The date since it exists.
    QTRY_COMPARE(shown.broker.shownKeys.size(), 1);
    QVERIFY(shown.broker.shownKeys[0].keyId != 77);
}

void KeysPageTest::keepsAnActiveKey()
{
    Shown shown;
    shown.broker.shownKeys = { key(77, "shop") };
    shown.show();
    shown.prompts.request = { u"shop"_s, {} };
    shown.prompts.answer.yes = false;
    shown.action(u"issueKey"_s)->trigger();
    QTRY_COMPARE(shown.prompts.questions.size(), 1);
    QTRY_VERIFY(shown.action(u"issueKey"_s)->isEnabled());
    QCOMPARE(shown.broker.shownKeys[0].keyId, 77);
    QVERIFY(shown.prompts.issued.isEmpty());
}

void KeysPageTest::revokesAfterAsking_data()
{
    QTest::addColumn<int>("connections");
    QTest::addColumn<QString>("said");
    QTest::addColumn<bool>("yes");
    QTest::newRow("none") << 0 << u"No connection"_s << true;
    QTest::newRow("one") << 1 << u"1 connection that uses it will be closed"_s << true;
    QTest::newRow("three") << 3 << u"3 connections that use it will be closed"_s << true;
    QTest::newRow("no") << 3 << u"3 connections"_s << false;
}

void KeysPageTest::revokesAfterAsking()
{
    QFETCH(int, connections);
    QFETCH(QString, said);
    QFETCH(bool, yes);
    Shown shown;
    shown.broker.shownKeys = { key(1, "shop"), key(2, "blog") };
    shown.show();
    // They connect after the page was filled: the question counts anew.
    ProjectInfo shop = live("shop", { 0, 99 });
    for (int i = 0; i < connections; ++i)
        shop.clients.append(live("shop", { 1 }).clients);
    shown.broker.shownProjects = { shop };
    shown.prompts.answer.yes = yes;
    shown.choose("shop");
    shown.action(u"revokeKey"_s)->trigger();
    QTRY_COMPARE(shown.prompts.questions.size(), 1);
    const Prompts::Question question = shown.prompts.questions[0];
    QVERIFY(question.title.contains(u"shop"_s));
    QVERIFY2(question.text.contains(said), qPrintable(question.text));
    QVERIFY(question.isDestructive);
    QTRY_COMPARE(shown.table()->model()->rowCount(), yes ? 1 : 2);
    QTRY_VERIFY(shown.action(u"issueKey"_s)->isEnabled());
    QCOMPARE(shown.broker.shownKeys.size(), yes ? 1 : 2);
}

void KeysPageTest::requiresByAction()
{
    Shown shown;
    shown.broker.shownKeys = { key(1, "shop") };
    shown.show();
    shown.choose("shop");
    shown.prompts.answer.yes = false;
    shown.action(u"requireKey"_s)->trigger();
    QVERIFY(shown.prompts.questions[0].text.contains(u"Those connected stay"_s));
    QVERIFY(!shown.action(u"requireKey"_s)->isChecked());
    QVERIFY(shown.broker.required.isEmpty());

    shown.prompts.answer.yes = true;
    auto *button = shown.page.findChild<QPushButton *>(u"requireKeyButton"_s);
    QVERIFY(!button->isChecked());
    button->click();
    QTRY_VERIFY(button->isChecked());
    QTRY_VERIFY(shown.action(u"requireKey"_s)->isChecked());
    QCOMPARE(shown.broker.required, QSet<ProjectId> { id("shop") });
    shown.action(u"requireKey"_s)->trigger();
    QTRY_VERIFY(!shown.action(u"requireKey"_s)->isChecked());
    QVERIFY(shown.broker.required.isEmpty());
    QCOMPARE(shown.prompts.questions.size(), 3);
}

void KeysPageTest::requiresByClickOnTheBox()
{
    Shown shown;
    shown.broker.required = { id("locked") };
    shown.show();
    const QModelIndex box = shown.table()->model()->index(0, KeysModel::RequiredColumn);
    shown.table()->setCurrentIndex(box);
    QTest::keyClick(shown.table(), Qt::Key_Space);
    // Neither a key nor required any more: it is no longer listed.
    QTRY_COMPARE(shown.table()->model()->rowCount(), 0);
    QCOMPARE(shown.prompts.questions.size(), 1);
    QVERIFY(shown.broker.required.isEmpty());
    QTRY_VERIFY(shown.page.findChild<EmptyState *>(u"keysEmpty"_s)->isVisible());
}

void KeysPageTest::scopeListsAProjectWithoutAKey()
{
    Shown shown;
    shown.broker.shownKeys = { key(1, "shop"), key(2, "blog") };
    shown.show();
    shown.page.setScope(id("shop"));
    QCOMPARE(shown.table()->model()->rowCount(), 1);
    QVERIFY(shown.action(u"revokeKey"_s)->isEnabled());
    shown.page.setScope(id("bare"));
    QCOMPARE(shown.table()->model()->rowCount(), 1);
    QCOMPARE(shown.cell(0, KeysModel::KeyColumn), u"no key"_s);
    QVERIFY(shown.action(u"requireKey"_s)->isEnabled());
    shown.action(u"issueKey"_s)->trigger();
    QCOMPARE(shown.prompts.projects, QStringList { u"bare"_s });
    shown.action(u"requireKey"_s)->trigger();
    QVERIFY(shown.prompts.questions[0].text.contains(u"this project has none"_s));
    QTRY_VERIFY(shown.broker.required.contains(id("bare")));
    shown.page.setScope({});
    QTRY_COMPARE(shown.table()->model()->rowCount(), 3);
}

void KeysPageTest::errorsAreOneLine()
{
    Shown shown;
    shown.broker.shownKeys = { key(1, "shop") };
    shown.broker.storeError = Error { ErrorCode::DatabaseUnavailable, u"it is away"_s };
    shown.show();
    QVERIFY(shown.error().contains(errorText(*shown.broker.storeError)));
    auto *retry = shown.page.findChild<QPushButton *>(u"retry"_s);
    QVERIFY(retry->isVisible());
    shown.broker.storeError.reset();
    QTest::mouseClick(retry, Qt::LeftButton);
    QVERIFY(shown.error().isEmpty());
    QCOMPARE(shown.table()->model()->rowCount(), 1);
    // Data read before stay while a later reading fails.
    shown.broker.storeError = Error { ErrorCode::Stopped, {} };
    shown.broker.setState(BrokerState::Listening);
    QVERIFY(shown.error().contains(u"Server page"_s));
    QCOMPARE(shown.table()->model()->rowCount(), 1);
}

void KeysPageTest::failedActionsAreOneLine()
{
    Shown shown;
    shown.broker.shownKeys = { key(1, "shop") };
    shown.show();
    shown.choose("shop");
    shown.broker.storeError = Error { ErrorCode::DatabaseOutOfSpace, {} };
    shown.action(u"revokeKey"_s)->trigger();
    QTRY_VERIFY(shown.error().contains(u"not revoked"_s));
    QVERIFY(!shown.page.findChild<QPushButton *>(u"retry"_s)->isVisible());
    shown.action(u"requireKey"_s)->trigger();
    QTRY_VERIFY(shown.error().contains(u"not changed"_s));
    shown.prompts.request = { u"other"_s, {} };
    shown.action(u"issueKey"_s)->trigger();
    QTRY_VERIFY(shown.error().contains(u"No key was issued to other"_s));
    QVERIFY(shown.prompts.issued.isEmpty());
}

void KeysPageTest::copies()
{
    Shown shown;
    shown.broker.shownKeys = { key(1, "shop") };
    shown.show();
    shown.choose("shop");
    shown.action(u"copyPrefix"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"sa_live_0001"_s);
    shown.action(u"copyProject"_s)->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(), u"shop"_s);
}

void KeysPageTest::shortcuts()
{
    Shown shown;
    shown.broker.shownKeys = { key(1, "shop") };
    shown.show();
    QApplication::setActiveWindow(&shown.page);
    shown.choose("shop");
    shown.table()->setFocus();
    QTest::keyClick(shown.table(), Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(shown.prompts.projects.size(), 1);
    QTest::keyClick(shown.table(), Qt::Key_Delete);
    QTRY_COMPARE(shown.prompts.questions.size(), 1);
}

void KeysPageTest::everythingHasAName()
{
    Shown shown;
    const QList<QWidget *> widgets = shown.page.findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool isControl = widget->focusPolicy() != Qt::NoFocus
            && !widget->objectName().startsWith(u"qt_"_s) && widget->parent() != nullptr;
        if (isControl && qobject_cast<const QAbstractButton *>(widget) != nullptr)
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
    QVERIFY(!shown.table()->accessibleName().isEmpty());
}

QTEST_MAIN(KeysPageTest)
#include "tst_keyspage.moc"
