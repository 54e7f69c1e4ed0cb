// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsoncheck.h"
#include "tests/support/fakebroker.h"
#include "tests/support/largesttext.h"
#include "tests/support/scriptedprompts.h"
#include "ui/base/overviewfeed.h"
#include "ui/composer/composer.h"
#include "ui/composer/composertemplates.h"
#include "ui/composer/placeholders.h"
#include "ui/composer/receivedmodel.h"
#include "ui/composer/sendhistory.h"
#include "ui/json/jsoneditor.h"
#include "ui/json/jsontreeview.h"
#include "ui/theme/theme.h"

#include <QtTest/QAbstractItemModelTester>
#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QToolButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class ComposerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void templatesAreValid();
    void historyIsBounded();
    void receivedModelIsBounded();

    void offersLiveProjects();
    void refusesBadProjectNames();
    void connectsAndDisconnects();
    void saysWhenTheBrokerIsStopped();
    void tellsTheReach_data();
    void tellsTheReach();
    void showsTheEditorsError();
    void sends();
    void refusesTextThatIsNotJson();
    void rejectedMessageIsNotReportedAsSent_data();
    void rejectedMessageIsNotReportedAsSent();
    void resultGoesWithTheProject();
    void refusesTooLargeMessages();
    void saysWhyItWasNotSent();
    void resendsAsItIs();
    void composesForEditing();
    void keepsAnEditedDraft();
    void keepsAnEditedOlderMessage();
    void anotherProjectClosesTheConnection();
    void resendingElsewhereLeavesNoConnection();
    void focusGoesToThePartThatIsNeeded();
    void stepsThroughSentMessages();
    void fillsTemplates();
    void fillsPlaceholders();
    void refusesUnknownPlaceholders();
    void clientIdWaitsForTheConnection();
    void resentTextIsNotATemplate();
    void savesMessages();
    void renamesAndDeletesSavedMessages();
    void showsRepliesOnly();
    void takesTheProjectOfTheRow();
    void listsReceivedMessages();
    void opensReceivedMessages();
    void remembers();
    void remembersEarlierTexts();
    void fitsANarrowDock();
    void everyControlHasAName();

private:
    template <typename T>
    T *find(const QString &name) const
    {
        return m_composer->findChild<T *>(name);
    }
    [[nodiscard]] QString textOf(const QString &name) const
    {
        const auto *label = find<QLabel>(name);
        return label->isVisible() ? label->text() : QString();
    }
    [[nodiscard]] JsonEditor &editor() const { return *find<JsonEditor>(u"jsonEditor"_s); }
    [[nodiscard]] QComboBox &projects() const { return *find<QComboBox>(u"composerProject"_s); }

    std::unique_ptr<FakeBroker> m_broker;
    std::unique_ptr<OverviewFeed> m_overviews;
    std::unique_ptr<Composer> m_composer;
    ScriptedPrompts m_prompts;
    ProjectId m_project;
};

namespace {

ProjectId projectNamed(const char *name)
{
    return *ProjectId::fromUtf8(name);
}

ProjectSummary summary(const char *name)
{
    ProjectSummary summary;
    summary.id = projectNamed(name);
    return summary;
}

} // namespace

void ComposerTest::init()
{
    m_project = projectNamed("user123");
    m_prompts.questions.clear();
    m_prompts.answer.yes = true;
    m_broker = std::make_unique<FakeBroker>();
    m_broker->setState(BrokerState::Listening);
    m_broker->shownOverview.projects = { summary("user123"), summary("demo") };
    m_broker->shownExplanation = Explanation { TrafficKind::Broadcast, {}, { 3, 0, 7 }, {} };
    m_overviews = std::make_unique<OverviewFeed>(*m_broker);
    m_composer = std::make_unique<Composer>(*m_broker, *m_overviews, m_prompts);
    m_composer->resize(400, 800);
    m_composer->show();
    m_composer->activateWindow();
    QTRY_VERIFY(m_composer->isActiveWindow());
    m_composer->setScope(m_project);
}

void ComposerTest::cleanup()
{
    m_composer.reset();
    m_overviews.reset();
    m_broker.reset();
}

void ComposerTest::templatesAreValid()
{
    QSet<QByteArray> ids;
    for (const ComposerTemplate &one : composerTemplates()) {
        const QByteArray text = placeholders::fill(one.text, { 1'738'060'200'000, {} }).text;
        QVERIFY2(!findJsonError(text), text.constData());
        ids.insert(jsonAt(jsonRoot(text), { "id"_ba }).raw.toByteArray());
        QVERIFY(!one.title.isEmpty());
    }
    QCOMPARE(ids.size(), composerTemplates().size());
}

void ComposerTest::historyIsBounded()
{
    SendHistory history;
    for (int i = 0; i < SendHistory::MaxCount + 5; ++i)
        history.add(QByteArray::number(i));
    QCOMPARE(history.texts().size(), SendHistory::MaxCount);
    QCOMPARE(history.texts().constFirst(), "54"_ba);
    history.add("50");
    QCOMPARE(history.texts().size(), SendHistory::MaxCount);
    QCOMPARE(history.texts().constFirst(), "50"_ba);
    const QByteArray large(static_cast<int>(SendHistory::MaxBytes / 2 + 1), 'x');
    history.add(large);
    history.add(large + 'y');
    QCOMPARE(history.texts().size(), 1);

    QList<QByteArray> many;
    for (int i = 0; i < SendHistory::MaxCount + 5; ++i)
        many.append(QByteArray::number(i));
    QCOMPARE(SendHistory(many).texts(), many.first(SendHistory::MaxCount));
}

void ComposerTest::receivedModelIsBounded()
{
    ReceivedModel model;
    const QAbstractItemModelTester tester(
        &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto typeAt = [&model](int row) {
        return model.index(row, ReceivedModel::TypeColumn).data().toString();
    };
    const auto message = [](const QByteArray &type) {
        return ReceivedMessage { 0, QByteArray("{\"type\":\"" + type + "\"}") };
    };
    model.append({ message("a"), message("b\\u0021") });
    QCOMPARE(typeAt(1), u"b!"_s);
    std::vector<ReceivedMessage> many;
    for (size_t i = 0; i < ReceivedModel::MaxCount - 1; ++i)
        many.push_back(message(QByteArray::number(static_cast<qlonglong>(i))));
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    model.append(many);
    QCOMPARE(model.rowCount(), static_cast<int>(ReceivedModel::MaxCount));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(typeAt(0), u"b!"_s);
    many.insert(many.end(), 5, message("last"));
    model.append(many);
    QCOMPARE(model.rowCount(), static_cast<int>(ReceivedModel::MaxCount));
    QCOMPARE(typeAt(model.rowCount() - 1), u"last"_s);
    const QByteArray large(static_cast<int>(ReceivedModel::MaxBytes / 2 + 1), ' ');
    model.append({ { 0, large } });
    model.append({ { 0, large } });
    QCOMPARE(model.rowCount(), 1);
}

void ComposerTest::offersLiveProjects()
{
    QTRY_COMPARE(projects().count(), 2);
    QCOMPARE(projects().itemText(0), u"demo"_s);
    QCOMPARE(projects().currentText(), u"user123"_s);
}

void ComposerTest::refusesBadProjectNames()
{
    const auto *send = find<QPushButton>(u"composerSend"_s);
    QVERIFY(send->isEnabled());
    projects().setEditText(QString(200, QChar(0x20ac)));
    QVERIFY(!send->isEnabled());
    QVERIFY(!find<QPushButton>(u"composerConnect"_s)->isEnabled());
    QCOMPARE(textOf(u"composerState"_s), u"No project can have this name."_s);
    projects().setEditText({});
    QCOMPARE(textOf(u"composerState"_s), u"Choose a project or type its name."_s);
}

void ComposerTest::connectsAndDisconnects()
{
    auto *button = find<QPushButton>(u"composerConnect"_s);
    QCOMPARE(button->text(), u"Connect"_s);
    button->click();
    QCOMPARE(m_broker->consoleClients, QSet<ProjectId> { m_project });
    QCOMPARE(textOf(u"composerState"_s), u"Connected as an admin client"_s);
    projects().setEditText(u"demo"_s);
    QCOMPARE(button->text(), u"Connect"_s);
    projects().setEditText(u"user123"_s);
    button->click();
    QVERIFY(m_broker->consoleClients.isEmpty());
    m_broker->tell(ConsoleClientFailed {
        m_project, Error { ErrorCode::QueueFull, u"too many connections"_s } });
    QVERIFY(textOf(u"composerResult"_s).startsWith(u"user123: "_s));
}

void ComposerTest::saysWhenTheBrokerIsStopped()
{
    m_broker->setState(BrokerState::Stopped);
    QVERIFY(!find<QPushButton>(u"composerSend"_s)->isEnabled());
    QVERIFY(textOf(u"composerState"_s).contains(u"not running"_s));
    m_composer->sendNow(m_project, "{}");
    QVERIFY(m_broker->sent.isEmpty());
    QVERIFY(textOf(u"composerResult"_s).startsWith(u"Not sent"_s));
}

void ComposerTest::tellsTheReach_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Result<Explanation>>("answer");
    QTest::addColumn<QString>("words");

    const auto reach = [](const Reach &value, TrafficKind kind = TrafficKind::Broadcast) {
        return Result<Explanation>(Explanation { kind, {}, value, {} });
    };
    QTest::newRow("some") << "{}"_ba << reach({ 3, 0, 7 }) << u"Would reach 3 of 7 client"_s;
    QTest::newRow("mirrored") << "{}"_ba << reach({ 3, 1, 7 })
                              << u"Would reach 3 of 7 clients, and 1 admin"_s;
    QTest::newRow("nobody") << "{}"_ba << reach({ 0, 0, 2 }) << u"Would reach 0 of 2 client"_s;
    QTest::newRow("ping") << R"({"type":"PING"})"_ba << reach({ 0, 0, 2 }, TrafficKind::Ping)
                          << u"The broker answers this one itself."_s;
    QTest::newRow("rejected") << R"({"to":1})"_ba
                              << Result<Explanation>(Error { ErrorCode::InvalidArgument,
                                     u"Invalid to field: no"_s, ErrorReason::MessageBadTo })
                              << u"The broker would reject it: The field “to” must be"_s;
    QTest::newRow("no JSON") << "{"_ba << reach({ 3, 0, 7 }) << QString();
}

void ComposerTest::tellsTheReach()
{
    QFETCH(const QByteArray, text);
    QFETCH(const Result<Explanation>, answer);
    QFETCH(const QString, words);
    QTRY_COMPARE(textOf(u"composerReach"_s), u"Would reach 3 of 7 client(s)"_s);
    m_broker->shownExplanation = answer;
    editor().setJson(text);
    if (words.isEmpty())
        QTRY_COMPARE(textOf(u"composerReach"_s), QString());
    else
        QTRY_VERIFY2(
            textOf(u"composerReach"_s).startsWith(words), qPrintable(textOf(u"composerReach"_s)));
}

void ComposerTest::showsTheEditorsError()
{
    editor().setJson("{\"a\" 1}");
    QCOMPARE(textOf(u"composerError"_s), u"Line 1, column 6: a colon is expected here"_s);
    editor().setJson("{\"a\": 1}");
    QCOMPARE(textOf(u"composerError"_s), QString());
}

void ComposerTest::sends()
{
    const QByteArray text = "{ \"id\":\"1\", \"n\":1.00 }";
    editor().setJson(text);
    QSignalSpy reported(m_composer.get(), &Composer::reported);
    editor().setFocus();
    QTest::keyClick(&editor(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(m_broker->sent.size(), 1);
    QCOMPARE(m_broker->sent[0].first, m_project);
    QCOMPARE(m_broker->sent[0].second, text);
    QTRY_VERIFY(textOf(u"composerResult"_s).startsWith(u"Sent "_s));
    QCOMPARE(reported.last()[1].toBool(), false);
    QCOMPARE(editor().json(), text);
}

void ComposerTest::refusesTextThatIsNotJson()
{
    editor().setJson("{\"type\":\"a\",}");
    editor().setFocus();
    for (const bool byKey : { true, false }) {
        if (byKey)
            QTest::keyClick(&editor(), Qt::Key_Return, Qt::ControlModifier);
        else
            find<QPushButton>(u"composerSend"_s)->click();
        QVERIFY(m_broker->sent.isEmpty());
        QCOMPARE(
            textOf(u"composerResult"_s), u"This is not JSON. Send anyway: Ctrl+Shift+Return"_s);
    }
    QTest::keyClick(&editor(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_broker->sent.size(), 1);
    QCOMPARE(m_broker->sent[0].second, "{\"type\":\"a\",}"_ba);
}

void ComposerTest::rejectedMessageIsNotReportedAsSent_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<Result<Explanation>>("answer");
    const Result<Explanation> good { Explanation() };
    QTest::newRow("not JSON") << "{\"a\" 1}"_ba << good;
    QTest::newRow("not an envelope") << R"({"to":1})"_ba
                                     << Result<Explanation>(Error { ErrorCode::InvalidArgument,
                                            u"Invalid to field: no"_s, ErrorReason::MessageBadTo });
}

void ComposerTest::rejectedMessageIsNotReportedAsSent()
{
    QFETCH(const QByteArray, text);
    QFETCH(const Result<Explanation>, answer);
    m_broker->shownExplanation = answer;
    editor().setJson(text);
    QSignalSpy reported(m_composer.get(), &Composer::reported);
    editor().setFocus();
    QTest::keyClick(&editor(), Qt::Key_Return, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(m_broker->sent.size(), 1);
    QTRY_VERIFY(textOf(u"composerResult"_s).contains(u", and rejected"_s));
    // The fault of the text is said once.
    QCOMPARE(textOf(u"composerResult"_s).contains(u": "_s), textOf(u"composerError"_s).isEmpty());
    QCOMPARE(reported.last()[1].toBool(), true);
    const QColor colour = find<QLabel>(u"composerResult"_s)->palette().windowText().color();
    QCOMPARE(colour, Theme::of(m_composer->palette()).bad);
}

void ComposerTest::resultGoesWithTheProject()
{
    editor().setJson("{}");
    find<QPushButton>(u"composerSend"_s)->click();
    QTRY_VERIFY(textOf(u"composerResult"_s).startsWith(u"Sent "_s));
    projects().setEditText(u"demo"_s);
    QCOMPARE(textOf(u"composerResult"_s), QString());
}

void ComposerTest::refusesTooLargeMessages()
{
    m_broker->shownConfig.maxMessageSize = 10;
    m_composer->sendNow(m_project, "{\"a\":\"long\"}");
    QVERIFY(m_broker->sent.isEmpty());
    QVERIFY(textOf(u"composerResult"_s).contains(u"10 B at most"_s));
}

void ComposerTest::saysWhyItWasNotSent()
{
    m_broker->sendResult = Error { ErrorCode::QueueFull, u"full"_s };
    QSignalSpy reported(m_composer.get(), &Composer::reported);
    m_composer->sendNow(m_project, "{}");
    QTRY_VERIFY(textOf(u"composerResult"_s).startsWith(u"Not sent: "_s));
    QCOMPARE(reported.last()[1].toBool(), true);
}

void ComposerTest::resendsAsItIs()
{
    const QByteArray wire = "{\"id\":\"7\",  \"n\":1.00}\n";
    const QByteArray before = editor().json();
    m_composer->sendNow(projectNamed("demo"), wire);
    QCOMPARE(m_broker->sent.size(), 1);
    QCOMPARE(m_broker->sent[0].first, projectNamed("demo"));
    QCOMPARE(m_broker->sent[0].second, wire);
    QCOMPARE(editor().json(), before);
    QCOMPARE(projects().currentText(), u"user123"_s);
}

void ComposerTest::composesForEditing()
{
    m_composer->compose(projectNamed("demo"), "{\"id\":\"7\",\"n\":1.00}");
    QCOMPARE(projects().currentText(), u"demo"_s);
    QCOMPARE(editor().json(), "{\n  \"id\": \"7\",\n  \"n\": 1.00\n}"_ba);
    const QByteArray lines = "{\n\"id\":\"7\"}";
    m_composer->compose({}, lines);
    QCOMPARE(projects().currentText(), u"demo"_s);
    QCOMPARE(editor().json(), lines);
    m_composer->setScope(m_project);
    find<QPushButton>(u"composerConnect"_s)->click();
    m_composer->compose(
        projectNamed("demo"), QByteArray(static_cast<int>(Composer::MaxEditedBytes) + 1, ' '));
    QCOMPARE(editor().json(), lines);
    QCOMPARE(projects().currentText(), u"user123"_s);
    QCOMPARE(m_broker->consoleClients, QSet<ProjectId> { m_project });
    QVERIFY(textOf(u"composerResult"_s).contains(u"too large to edit"_s));
}

void ComposerTest::keepsAnEditedDraft()
{
    const auto earlier = [this] {
        return find<QPushButton>(u"composerHistory"_s)->menu()->actions();
    };
    m_composer->compose({}, "{\n\"type\":\"other\"}");
    QVERIFY(earlier().isEmpty()); // Nobody has edited the template,
    m_composer->compose({}, "{\n\"type\":\"third\"}");
    QVERIFY(earlier().isEmpty()); // nor the message to edit.
    editor().setFocus();
    QTest::keyClicks(&editor(), u"draft"_s);
    m_composer->compose({}, "{}");
    QCOMPARE(earlier().size(), 1);
    earlier().constFirst()->trigger();
    QCOMPARE(editor().json(), "draft{\n\"type\":\"third\"}"_ba);

    QTest::keyClicks(&editor(), u"my "_s);
    find<QPushButton>(u"composerTemplates"_s)->menu()->actions().constFirst()->trigger();
    QTest::keyClick(&editor(), Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(editor().json(), "my draft{\n\"type\":\"third\"}"_ba);
}

void ComposerTest::keepsAnEditedOlderMessage()
{
    m_composer->sendNow(m_project, "1");
    m_composer->sendNow(m_project, "2");
    editor().setJson("draft");
    editor().setFocus();
    QTest::keyClick(&editor(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClicks(&editor(), u"2"_s);
    QTest::keyClick(&editor(), Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(editor().json(), "2"_ba);
    QTest::keyClick(&editor(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(editor().json(), "22"_ba);
    find<QPushButton>(u"composerSend"_s)->click();
    QTRY_COMPARE(m_broker->sent.size(), 3);
    QTest::keyClick(&editor(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(editor().json(), "draft"_ba);
}

void ComposerTest::anotherProjectClosesTheConnection()
{
    find<QPushButton>(u"composerConnect"_s)->click();
    QCOMPARE(m_broker->consoleClients, QSet<ProjectId> { m_project });
    projects().setEditText(u"demo"_s);
    QTRY_VERIFY(m_broker->consoleClients.isEmpty());
    find<QPushButton>(u"composerSend"_s)->click();
    QCOMPARE(m_broker->consoleClients, QSet<ProjectId> { projectNamed("demo") });
    projects().setEditText(u"third"_s);
    find<QPushButton>(u"composerSend"_s)->click(); // Before the name has settled.
    QCOMPARE(m_broker->consoleClients, QSet<ProjectId> { projectNamed("third") });
    m_composer->setScope(m_project);
    QVERIFY(m_broker->consoleClients.isEmpty());
}

void ComposerTest::resendingElsewhereLeavesNoConnection()
{
    find<QPushButton>(u"composerConnect"_s)->click();
    m_composer->sendNow(projectNamed("demo"), "{}");
    QCOMPARE(m_broker->sent.size(), 1);
    QTRY_COMPARE(m_broker->consoleClients, QSet<ProjectId> { m_project });
    QTRY_VERIFY(textOf(u"composerResult"_s).startsWith(u"demo: Sent "_s));
}

void ComposerTest::focusGoesToThePartThatIsNeeded()
{
    m_composer->takeFocus();
    QVERIFY(editor().hasFocus());
    projects().setEditText({});
    m_composer->takeFocus();
    QVERIFY(projects().hasFocus());
}

void ComposerTest::stepsThroughSentMessages()
{
    m_composer->sendNow(m_project, "{\"type\":\"first\"}");
    m_composer->sendNow(m_project, "{\"type\":\"second\"}");
    editor().setJson("{}");
    editor().setFocus();
    QTest::keyClick(&editor(), Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(editor().json(), "{\"type\":\"second\"}"_ba);
    QTest::keyClick(&editor(), Qt::Key_Up, Qt::ControlModifier);
    QTest::keyClick(&editor(), Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(editor().json(), "{\"type\":\"first\"}"_ba);
    QTest::keyClick(&editor(), Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(&editor(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(editor().json(), "{}"_ba);
    const QList<QAction *> actions = find<QPushButton>(u"composerHistory"_s)->menu()->actions();
    QCOMPARE(actions.size(), 2);
    QCOMPARE(actions[1]->text(), u"first (16 B)"_s);
    actions[1]->trigger();
    QCOMPARE(editor().json(), "{\"type\":\"first\"}"_ba);
}

void ComposerTest::fillsTemplates()
{
    const QList<QAction *> actions = find<QPushButton>(u"composerTemplates"_s)->menu()->actions();
    QCOMPARE(actions.size(), composerTemplates().size());
    for (QAction *action : actions) {
        editor().setJson("{}");
        action->trigger();
        QVERIFY(editor().json() != "{}");
        QVERIFY(!editor().error());
    }
}

void ComposerTest::fillsPlaceholders()
{
    const QByteArray text = R"({"id":"{{uuid}}","n":{{timestamp}}})";
    editor().setJson(text);
    QVERIFY(!editor().error());
    QTRY_VERIFY(!textOf(u"composerReach"_s).isEmpty());
    find<QPushButton>(u"composerSend"_s)->click();
    find<QPushButton>(u"composerSend"_s)->click();
    QCOMPARE(m_broker->sent.size(), 2);
    QVERIFY(!m_broker->sent[0].second.contains("{{"));
    QVERIFY(!findJsonError(m_broker->sent[0].second));
    QVERIFY(m_broker->sent[0].second != m_broker->sent[1].second);
    const QList<QAction *> earlier = find<QPushButton>(u"composerHistory"_s)->menu()->actions();
    QCOMPARE(earlier.size(), 1);
    editor().setJson("{}");
    earlier.constFirst()->trigger();
    QCOMPARE(editor().json(), text);
}

void ComposerTest::refusesUnknownPlaceholders()
{
    editor().setJson("{\n\"id\":\"{{uid}}\"}");
    QVERIFY(textOf(u"composerError"_s)
                .startsWith(u"{{uid}} is not a placeholder. There are {{uuid}}"_s));
    find<QPushButton>(u"composerSend"_s)->click();
    QVERIFY(m_broker->sent.isEmpty());
    QCOMPARE(textOf(u"composerResult"_s), u"Not sent: a placeholder is unknown."_s);
    editor().setJson(R"({"id":"{{uuid}}" "a":1})");
    QCOMPARE(textOf(u"composerError"_s),
        u"Line 1, column 18: a comma or a closing bracket is expected here"_s);
}

void ComposerTest::clientIdWaitsForTheConnection()
{
    editor().setJson(R"({"me":"{{clientId}}"})");
    QVERIFY(!editor().error());
    find<QPushButton>(u"composerSend"_s)->click();
    QVERIFY(m_broker->sent.isEmpty());
    QCOMPARE(m_broker->consoleClients, QSet<ProjectId> { m_project });
    const QByteArray greeting
        = R"({"type":"connected","from":{"type":"system"},"payload":{"clientId":"c1"}})";
    m_broker->tell(ConsoleClientReceived { projectNamed("demo"), greeting });
    QVERIFY(m_broker->sent.isEmpty());
    m_broker->tell(ConsoleClientReceived { m_project, greeting });
    QCOMPARE(m_broker->sent.size(), 1);
    QCOMPARE(m_broker->sent[0].second, R"({"me":"c1"})"_ba);
    find<QPushButton>(u"composerSend"_s)->click();
    QCOMPARE(m_broker->sent.size(), 2);

    find<QPushButton>(u"composerConnect"_s)->click(); // Disconnects.
    find<QPushButton>(u"composerSend"_s)->click();
    find<QPushButton>(u"composerSend"_s)->click();
    QVERIFY(textOf(u"composerResult"_s).contains(u"waits for its connection"_s));
    m_broker->tell(
        ConsoleClientFailed { m_project, Error { ErrorCode::QueueFull, u"too many"_s } });
    QCOMPARE(m_broker->sent.size(), 2);
    m_broker->tell(ConsoleClientReceived { m_project, greeting });
    QCOMPARE(m_broker->sent.size(), 2); // It was given up.
}

void ComposerTest::resentTextIsNotATemplate()
{
    const QByteArray wire = "{\n\"a\":\"{{uuid}}\"}";
    m_composer->sendNow(m_project, wire);
    QCOMPARE(m_broker->sent[0].second, wire);
    for (const bool edits : { true, false }) {
        if (edits)
            m_composer->compose({}, wire);
        else
            find<QPushButton>(u"composerHistory"_s)->menu()->actions().constFirst()->trigger();
        QCOMPARE(editor().json(), "{\n\"a\":\"\\u007b{uuid}}\"}"_ba);
    }
}

void ComposerTest::savesMessages()
{
    QSignalSpy edited(m_composer.get(), &Composer::edited);
    auto *name = find<QLineEdit>(u"savedName"_s);
    const auto saved = [this] { return find<QPushButton>(u"composerSaved"_s)->menu()->actions(); };
    QVERIFY(!saved().constFirst()->isEnabled()); // None yet.
    QVERIFY(!name->isVisible());
    editor().setJson("{\"n\": 1}");
    editor().setFocus();
    QTest::keyClick(&editor(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QVERIFY(name->hasFocus());
    QVERIFY(!find<QPushButton>(u"savedAccept"_s)->isEnabled());
    edited.clear();
    QTest::keyClicks(name, u"my & yours"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QVERIFY(!name->isVisible());
    QVERIFY(editor().hasFocus());
    QCOMPARE(edited.size(), 1);
    QCOMPARE(textOf(u"composerResult"_s), u"Saved as “my & yours”"_s);
    QCOMPARE(saved().constFirst()->text(), u"my && yours"_s);

    editor().setJson("{\"n\": 2}");
    saved().constFirst()->trigger();
    QCOMPARE(editor().json(), "{\"n\": 1}"_ba);
    editor().setJson("{\"n\": 3}");
    m_prompts.answer.yes = false;
    find<QAction>(u"actionSaveMessage"_s)->trigger();
    QCOMPARE(name->text(), u"my & yours"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(m_prompts.questions.size(), 1);
    QVERIFY(name->isVisible());
    UiSettings settings;
    m_composer->save(settings);
    QCOMPARE(settings.composerSaved.value(u"my & yours"_s), "{\"n\": 1}"_ba);
    m_prompts.answer.yes = true;
    QTest::keyClick(name, Qt::Key_Return);
    m_composer->save(settings);
    QCOMPARE(settings.composerSaved.value(u"my & yours"_s), "{\"n\": 3}"_ba);

    QTest::keyClick(&editor(), Qt::Key_M, Qt::ControlModifier | Qt::ShiftModifier);
    QTest::keyClick(name, Qt::Key_Escape);
    QVERIFY(!name->isVisible());
    QVERIFY(editor().hasFocus());
    editor().setJson(QByteArray(100'000, ' '));
    find<QAction>(u"actionSaveMessage"_s)->trigger();
    QTest::keyClicks(name, u"x"_s);
    find<QPushButton>(u"savedAccept"_s)->click();
    QVERIFY(textOf(u"composerResult"_s).contains(u"too large to save"_s));
}

void ComposerTest::renamesAndDeletesSavedMessages()
{
    UiSettings settings;
    settings.composerSaved = { { u"a"_s, "1" }, { u"b"_s, "2" } };
    m_composer->restore(settings);
    auto *name = find<QLineEdit>(u"savedName"_s);
    find<QMenu>(u"savedRename"_s)->actions().constFirst()->trigger();
    QCOMPARE(name->text(), u"a"_s);
    QTest::keyClicks(name, u"b"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(textOf(u"composerResult"_s), u"Another message has this name."_s);
    name->setText(u"c"_s);
    QTest::keyClick(name, Qt::Key_Return);
    m_composer->save(settings);
    QCOMPARE(
        settings.composerSaved, (QHash<QString, QByteArray> { { u"b"_s, "2" }, { u"c"_s, "1" } }));
    m_prompts.answer.yes = false;
    find<QMenu>(u"savedDelete"_s)->actions().constFirst()->trigger();
    QCOMPARE(m_prompts.questions.size(), 1);
    QVERIFY(m_prompts.questions[0].isDestructive);
    m_composer->save(settings);
    QCOMPARE(settings.composerSaved.size(), 2);
    m_prompts.answer.yes = true;
    find<QMenu>(u"savedDelete"_s)->actions().constFirst()->trigger();
    m_composer->save(settings);
    QCOMPARE(settings.composerSaved, (QHash<QString, QByteArray> { { u"c"_s, "1" } }));
}

void ComposerTest::showsRepliesOnly()
{
    const auto *list = find<QTreeView>(u"receivedList"_s);
    editor().setJson(R"({"id":"7"})");
    find<QPushButton>(u"composerSend"_s)->click();
    for (int i = 0; i < 5; ++i)
        m_broker->tell(
            ConsoleClientReceived { m_project, R"({"type":"noise","from":{"type":"runtime"}})" });
    QTRY_VERIFY(textOf(u"receivedHint"_s).startsWith(u"No reply to your messages yet. 5 other"_s));
    m_broker->tell(ConsoleClientReceived {
        m_project, R"({"type":"answer","id":"7","from":{"type":"data-agent"}})" });
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QCOMPARE(textOf(u"receivedTitle"_s), u"Replies"_s);
    const int width = list->columnWidth(ReceivedModel::TimeColumn);
    QSignalSpy edited(m_composer.get(), &Composer::edited);
    find<QCheckBox>(u"receivedAll"_s)->click();
    QCOMPARE(edited.size(), 1);
    QCOMPARE(list->model()->rowCount(), 6);
    QCOMPARE(textOf(u"receivedTitle"_s), u"Received"_s);
    QCOMPARE(list->columnWidth(ReceivedModel::TimeColumn), width);
    UiSettings settings;
    m_composer->save(settings);
    QVERIFY(settings.composerShowsAll);
    Composer other(*m_broker, *m_overviews, m_prompts);
    other.restore(settings);
    QVERIFY(other.findChild<QCheckBox *>(u"receivedAll"_s)->isChecked());
}

void ComposerTest::takesTheProjectOfTheRow()
{
    m_composer->pointAt(projectNamed("demo"));
    QCOMPARE(projects().currentText(), u"user123"_s); // The page shows that project only.
    m_composer->setScope({});
    m_composer->pointAt(projectNamed("demo"));
    QCOMPARE(projects().currentText(), u"demo"_s);
    find<QPushButton>(u"composerConnect"_s)->click();
    m_composer->pointAt(m_project);
    QCOMPARE(projects().currentText(), u"demo"_s); // An open connection stays.
    find<QPushButton>(u"composerConnect"_s)->click();
    projects().setFocus();
    QTest::keyClicks(&projects(), u"X"_s);
    m_composer->pointAt(m_project);
    QCOMPARE(projects().currentText(), u"demoX"_s); // A typed name, too.
}

void ComposerTest::listsReceivedMessages()
{
    const auto *list = find<QTreeView>(u"receivedList"_s);
    QVERIFY(!list->isVisible());
    QVERIFY(textOf(u"receivedHint"_s).contains(u"appear here"_s));
    find<QCheckBox>(u"receivedAll"_s)->click();
    QVERIFY(textOf(u"receivedHint"_s).contains(u"appear here"_s));
    for (int i = 0; i < 300; ++i)
        m_broker->tell(ConsoleClientReceived {
            m_project, QByteArray("{\"type\":\"t" + QByteArray::number(i) + "\"}") });
    QTRY_COMPARE(list->model()->rowCount(), static_cast<int>(ReceivedModel::MaxCount));
    QVERIFY(list->isVisible());
    QCOMPARE(textOf(u"receivedTitle"_s), u"Received, the last 200 of 300"_s);
    QCOMPARE(list->model()->index(199, ReceivedModel::TypeColumn).data().toString(), u"t299"_s);
    find<QToolButton>(u"receivedClear"_s)->click();
    QVERIFY(!list->isVisible());
    QCOMPARE(textOf(u"receivedTitle"_s), u"Received"_s);
}

void ComposerTest::opensReceivedMessages()
{
    find<QCheckBox>(u"receivedAll"_s)->click();
    m_broker->tell(ConsoleClientReceived { m_project, "{\"type\":\"docs\"}" });
    auto *list = find<QTreeView>(u"receivedList"_s);
    auto *detail = find<JsonTreeView>(u"receivedDetail"_s);
    QTRY_COMPARE(list->model()->rowCount(), 1);
    QVERIFY(!detail->isVisible());
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QVERIFY(detail->isVisible());
    QCOMPARE(detail->model()->rowCount(), 1);
    QSignalSpy filtered(m_composer.get(), &Composer::filterRequested);
    Q_EMIT detail->filterRequested(u"type == \"docs\""_s);
    QCOMPARE(filtered.size(), 1);
    QTest::keyClick(detail, Qt::Key_Escape);
    QVERIFY(!detail->isVisible());
    QVERIFY(list->hasFocus());
}

void ComposerTest::remembers()
{
    UiSettings settings;
    editor().setJson("{\"a\": 1}");
    m_composer->save(settings);
    QCOMPARE(settings.composerProject, u"user123"_s);
    Composer other(*m_broker, *m_overviews, m_prompts);
    other.restore(settings);
    UiSettings again;
    other.save(again);
    QCOMPARE(again.composerProject, u"user123"_s);
    QCOMPARE(again.composerText, u"{\"a\": 1}"_s);
    const QByteArray large = largestText();
    m_composer->compose({}, large);
    m_composer->save(settings);
    QCOMPARE(settings.composerText.toUtf8(), large);
}

void ComposerTest::remembersEarlierTexts()
{
    m_composer->sendNow(m_project, "1");
    QSignalSpy edited(m_composer.get(), &Composer::edited);
    m_composer->sendNow(m_project, "2");
    QCOMPARE(edited.size(), 1);
    editor().setFocus();
    QTest::keyClicks(&editor(), u"draft"_s);
    const QByteArray replaced = editor().json();
    m_composer->compose({}, "{}");
    const auto saved = [this] {
        UiSettings settings;
        m_composer->save(settings);
        return settings;
    };
    QCOMPARE(saved().composerEarlier, (QList<QByteArray> { replaced, "2", "1" }));
    QTest::keyClick(&editor(), Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(saved().composerEarlier.size(), 3); // Nobody has edited the message to edit.
    QTest::keyClick(&editor(), Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClicks(&editor(), u"new"_s);
    QTest::keyClick(&editor(), Qt::Key_Up, Qt::ControlModifier);
    QCOMPARE(saved().composerText.toUtf8(), replaced);
    // The draft before the step is in neither the editor nor the list.
    QCOMPARE(saved().composerEarlier, (QList<QByteArray> { "new{}", replaced, "2", "1" }));

    Composer other(*m_broker, *m_overviews, m_prompts);
    other.restore(saved());
    const QList<QAction *> earlier
        = other.findChild<QPushButton *>(u"composerHistory"_s)->menu()->actions();
    QCOMPARE(earlier.size(), 4);
    earlier.constFirst()->trigger();
    QCOMPARE(other.findChild<JsonEditor *>(u"jsonEditor"_s)->json(), "new{}"_ba);
}

void ComposerTest::fitsANarrowDock()
{
    constexpr int Narrow = 360;
    QVERIFY2(m_composer->minimumSizeHint().width() <= Narrow,
        qPrintable(QString::number(m_composer->minimumSizeHint().width())));
}

void ComposerTest::everyControlHasAName()
{
    const QList<QWidget *> widgets = m_composer->findChildren<QWidget *>();
    for (const QWidget *widget : widgets) {
        const bool isOurs = !widget->objectName().isEmpty()
            && !widget->objectName().startsWith(u"qt_"_s);
        if (isOurs && widget->focusPolicy() != Qt::NoFocus)
            QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
}

QTEST_MAIN(ComposerTest)
#include "tst_composer.moc"
