// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/overviewfeed.h"

#include "tests/support/fakebroker.h"
#include "tests/support/scriptedprompts.h"
#include "ui/server/logmodel.h"
#include "ui/window/consolewindow.h"

#include <QtCore/QElapsedTimer>
#include <QtGui/QAction>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Feed {
    FakeBroker broker;
    OverviewFeed overviews { broker };
    QList<qint64> shown;

    Feed()
    {
        QObject::connect(&overviews, &OverviewFeed::arrived, &overviews,
            [this](const BrokerOverview &overview) { shown.append(overview.figures.connections); });
    }
    [[nodiscard]] int asked() const { return broker.asked<Overview>(); }
};

/// The whole window with one page and the composer.
struct OpenWindow {
    FakeBroker broker;
    ScriptedPrompts prompts;
    LogModel log;
    ConsoleWindow console;

    explicit OpenWindow(const QString &page)
        : console(broker, prompts, log, settingsWith(page))
    {
        console.window().findChild<QAction *>(u"actionComposer"_s)->trigger();
        console.window().show();
        broker.start({});
    }
    [[nodiscard]] static UiSettings settingsWith(const QString &page)
    {
        UiSettings settings;
        settings.page = page;
        return settings;
    }
    [[nodiscard]] int asked() const { return broker.asked<Overview>(); }
};

} // namespace

class OverviewFeedTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void asksWhenTheBrokerListens();
    void asksWhenTheConfigurationChanges();
    void asksOnceAtATime();
    void dropsAnAnswerThatComesTooLate();
    void failedQuestionIsNotTheLast();
    void oneQuestionASecondServesTheWindow();
};

void OverviewFeedTest::asksWhenTheBrokerListens()
{
    Feed feed;
    feed.overviews.refresh();
    QCOMPARE(feed.asked(), 0);
    feed.broker.shownOverview.figures.connections = 3;
    feed.broker.start({});
    QCOMPARE(feed.asked(), 1);
    QTRY_COMPARE(feed.shown, QList<qint64> { 3 });
    feed.broker.stop();
    feed.overviews.refresh();
    QCOMPARE(feed.asked(), 1);
}

void OverviewFeedTest::asksWhenTheConfigurationChanges()
{
    Feed feed;
    feed.broker.start({});
    QTRY_COMPARE(feed.shown.size(), 1);
    feed.broker.configure({});
    QTRY_COMPARE(feed.shown.size(), 2);
}

void OverviewFeedTest::asksOnceAtATime()
{
    Feed feed;
    std::optional<Reply<Overview>> slow;
    feed.broker.handlers().on<Overview>(
        [&slow](const Overview &, const Reply<Overview> &reply) { slow = reply; });
    feed.broker.start({});
    feed.overviews.refresh();
    QCOMPARE(feed.asked(), 1);
    (*slow)(BrokerOverview());
    QTRY_COMPARE(feed.shown.size(), 1);
    feed.overviews.refresh();
    QCOMPARE(feed.asked(), 2);
}

void OverviewFeedTest::dropsAnAnswerThatComesTooLate()
{
    Feed feed;
    std::optional<Reply<Overview>> slow;
    feed.broker.handlers().on<Overview>(
        [&slow](const Overview &, const Reply<Overview> &reply) { slow = reply; });
    feed.broker.start({});
    feed.broker.stop();
    BrokerOverview late;
    late.figures.connections = 1;
    (*slow)(late);
    QCoreApplication::processEvents();
    feed.broker.start({});
    QCOMPARE(feed.asked(), 2);
    late.figures.connections = 2;
    (*slow)(late);
    QTRY_COMPARE(feed.shown, QList<qint64> { 2 });
}

void OverviewFeedTest::failedQuestionIsNotTheLast()
{
    Feed feed;
    feed.broker.handlers().on<Overview>(
        [](const Overview &, const Reply<Overview> &reply) { reply(stoppedError()); });
    feed.broker.start({});
    QCoreApplication::processEvents();
    QVERIFY(feed.shown.isEmpty());
    feed.overviews.refresh();
    QCOMPARE(feed.asked(), 2);
}

/// All windows at the same time, because each of them needs some seconds.
void OverviewFeedTest::oneQuestionASecondServesTheWindow()
{
    QElapsedTimer clock; // A window asks from the time on that it is made.
    clock.start();
    std::vector<std::unique_ptr<OpenWindow>> windows;
    for (const QString &page : { u"traffic"_s, u"clients"_s, u"keys"_s, u"usage"_s, u"server"_s }) {
        windows.push_back(std::make_unique<OpenWindow>(page));
        const auto *shown = windows.back()->console.window().findChild<QWidget *>(page);
        QVERIFY2(shown && shown->isVisible(), qPrintable(page));
    }
    for (const std::unique_ptr<OpenWindow> &window : windows)
        QTRY_COMPARE(window->asked(), 1);
    constexpr int Seconds = 3;
    constexpr qint64 ShortestSecondMs = 950; // A coarse timer may be early.
    for (const std::unique_ptr<OpenWindow> &window : windows) {
        QTRY_VERIFY(window->asked() > Seconds);
        QVERIFY(window->asked() <= clock.elapsed() / ShortestSecondMs + 2);
    }
}

QTEST_MAIN(OverviewFeedTest)
#include "tst_overviewfeed.moc"
