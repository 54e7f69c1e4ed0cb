// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/startremedies.h"

#include "tests/support/fakebroker.h"
#include "ui/base/errortext.h"
#include "ui/widgets/emptystate.h"

#include <QtTest/QSignalSpy>
#include <QtTest/QTest>
#include <QtWidgets/QPushButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class StartRemediesTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsWhoIsInTheWay_data();
    void tellsWhoIsInTheWay();
    void showsTheRunningWindow();
    void freePortIsForThisRunOnly();
};

namespace {

Error portInUse(const QString &program)
{
    return Error { ErrorCode::AddressInUse, u"in use"_s, ErrorReason::PortInUse,
        { u"127.0.0.1:8787"_s, program, u"8788"_s } };
}

} // namespace

void StartRemediesTest::tellsWhoIsInTheWay_data()
{
    QTest::addColumn<Error>("error");
    QTest::addColumn<bool>("hasWindow");
    QTest::addColumn<QString>("words"); // Beside the error; empty: none.
    const Error locked { ErrorCode::DatabaseLocked, u"locked"_s };
    QTest::newRow("a window") << portInUse(u"broadcaster (process 7)"_s) << true
                              << u"A window of this program already runs"_s;
    QTest::newRow("headless") << portInUse(u"broadcaster-server (process 7)"_s) << false
                              << u"That broker has no window for this database"_s;
    QTest::newRow("another program") << portInUse(u"python3 (process 7)"_s) << false << QString();
    QTest::newRow("unknown program") << portInUse({}) << false << QString();
    QTest::newRow("locked") << locked << false << u"No window on this machine"_s;
    QTest::newRow("locked by a window") << locked << true << u"A window of this program"_s;
}

void StartRemediesTest::tellsWhoIsInTheWay()
{
    QFETCH(const Error, error);
    QFETCH(const bool, hasWindow);
    QFETCH(const QString, words);
    FakeBroker broker;
    EmptyState page;
    StartRemedies remedies(broker, page);
    broker.tell(StartFailed { error });
    QCOMPARE(remedies.reason(), errorText(error)); // It is not known yet.
    remedies.setRunningWindow(hasWindow);
    QVERIFY(remedies.reason().startsWith(errorText(error)));
    const QString more = remedies.reason().sliced(errorText(error).size()).trimmed();
    QVERIFY2(words.isEmpty() ? more.isEmpty() : more.startsWith(words), qPrintable(more));
}

void StartRemediesTest::showsTheRunningWindow()
{
    FakeBroker broker;
    EmptyState page;
    StartRemedies remedies(broker, page);
    const auto *button = page.findChild<QPushButton *>(u"showRunning"_s);
    QSignalSpy wanted(&remedies, &StartRemedies::runningWindowWanted);
    remedies.setRunningWindow(true);
    QVERIFY(button->isHidden()); // No start has failed.
    broker.tell(StartFailed { portInUse({}) });
    QVERIFY(button->isHidden());
    remedies.setRunningWindow(true);
    QVERIFY(!button->isHidden());
    page.findChild<QPushButton *>(u"showRunning"_s)->click();
    QCOMPARE(wanted.size(), 1);
    broker.tell(StartFailed { portInUse({}) }); // Tried again: it is to be found out anew.
    QVERIFY(button->isHidden());
}

void StartRemediesTest::freePortIsForThisRunOnly()
{
    FakeBroker broker;
    EmptyState page;
    StartRemedies remedies(broker, page);
    broker.tell(StartFailed { portInUse({}) });
    auto *button = page.findChild<QPushButton *>(u"useOtherPort"_s);
    QCOMPARE(button->text(), u"Use port 8788 this time"_s);
    button->click();
    QCOMPARE(broker.shownConfig.port, quint16(8788));
    QCOMPARE(broker.now().usualPort, std::optional<quint16>(8787));
}

QTEST_MAIN(StartRemediesTest)
#include "tst_startremedies.moc"
