// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/storelimits.h"
#include "server/base/tuning.h"
#include "server/gateway/keyuses.h"

#include <QtTest/QTest>

using namespace broadcaster;

namespace {

constexpr qint64 Now = 1'738'060'200'123;
constexpr qint64 Interval = std::chrono::milliseconds(limits::KeyUseInterval).count();

} // namespace

class tst_KeyUses : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void onceAnInterval();
    void allTogether();
    void failedWrite();
    void clockSetBack();
    void atTheEnd();
};

void tst_KeyUses::onceAnInterval()
{
    KeyUses uses;
    QVERIFY(uses.takeDue(Now).isEmpty());
    uses.note(7, Now);
    QList<KeyUse> due = uses.takeDue(Now + 1);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due[0].keyId, 7);
    QCOMPARE(due[0].atMs, Now);
    for (int i = 0; i < 1000; ++i)
        uses.note(7, Now + 10 + i);
    QVERIFY(uses.takeDue(Now + 2000).isEmpty());
    due = uses.takeDue(Now + 1 + Interval);
    QCOMPARE(due.size(), 1);
    QCOMPARE(due[0].atMs, Now + 1009);
    QVERIFY(uses.takeDue(Now + 2 + 2 * Interval).isEmpty());
}

void tst_KeyUses::allTogether()
{
    KeyUses uses;
    for (qint64 id = 1; id <= 3000; ++id)
        uses.note(id, Now);
    QCOMPARE(uses.takeDue(Now).size(), 3000);
    QVERIFY(uses.takeDue(Now).isEmpty());
}

void tst_KeyUses::failedWrite()
{
    KeyUses uses;
    uses.note(7, Now);
    const QList<KeyUse> due = uses.takeDue(Now);
    uses.note(7, Now + 5);
    uses.putBack(due);
    const QList<KeyUse> again = uses.takeDue(Now + 6);
    QCOMPARE(again.size(), 1);
    QCOMPARE(again[0].atMs, Now + 5);
}

void tst_KeyUses::clockSetBack()
{
    KeyUses uses;
    uses.note(7, Now);
    QCOMPARE(uses.takeDue(Now).size(), 1);
    uses.note(7, Now - 10 * Interval);
    QCOMPARE(uses.takeDue(Now - 10 * Interval).size(), 1);
}

void tst_KeyUses::atTheEnd()
{
    KeyUses uses;
    uses.note(7, Now);
    uses.note(8, Now);
    QCOMPARE(uses.takeDue(Now).size(), 2);
    uses.note(8, Now + 3);
    const QList<KeyUse> all = uses.takeAll();
    QCOMPARE(all.size(), 1);
    QCOMPARE(all[0].keyId, 8);
    QVERIFY(uses.takeAll().isEmpty());
}

QTEST_GUILESS_MAIN(tst_KeyUses)
#include "tst_keyuses.moc"
