// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/storelimits.h"
#include "server/base/tuning.h"
#include "server/gateway/knownkeys.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace std::chrono_literals;

namespace {

const KnownKeys::TimePoint Start = KnownKeys::TimePoint() + 1000h;

ProjectId projectNamed(const QByteArray &name)
{
    return ProjectId::fromUtf8(name).value();
}

} // namespace

class tst_KnownKeys : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsWhatWasFound();
    void notWithoutTheDatabaseForEver();
    void revoked();
    void bounded();
};

void tst_KnownKeys::findsWhatWasFound()
{
    KnownKeys keys;
    QVERIFY(!keys.find(projectNamed("p"), "hash", Start));
    keys.add(projectNamed("p"), "hash", 7, Start);
    QCOMPARE(keys.find(projectNamed("p"), "hash", Start), std::optional<qint64>(7));
    QVERIFY(!keys.find(projectNamed("q"), "hash", Start));
    QVERIFY(!keys.find(projectNamed("p"), "Hash", Start));
}

void tst_KnownKeys::notWithoutTheDatabaseForEver()
{
    KnownKeys keys;
    keys.add(projectNamed("p"), "hash", 7, Start);
    keys.confirm(Start - 1h); // An older answer changes nothing.
    QVERIFY(keys.find(projectNamed("p"), "hash", Start + limits::KnownKeyTime));
    QVERIFY(!keys.find(projectNamed("p"), "hash", Start + limits::KnownKeyTime + 1s));
    keys.confirm(Start + 1h);
    QVERIFY(keys.find(projectNamed("p"), "hash", Start + limits::KnownKeyTime + 1s));
}

void tst_KnownKeys::revoked()
{
    KnownKeys keys;
    keys.add(projectNamed("p"), "first", 1, Start);
    keys.add(projectNamed("q"), "second", 2, Start);
    keys.add(projectNamed("r"), "third", 3, Start);
    keys.remove(1);
    QVERIFY(!keys.find(projectNamed("p"), "first", Start));
    keys.keepOnly({ 1, 3 });
    QVERIFY(!keys.find(projectNamed("q"), "second", Start));
    QVERIFY(keys.find(projectNamed("r"), "third", Start));
}

void tst_KnownKeys::bounded()
{
    KnownKeys keys;
    for (int i = 0; i < limits::MaxKnownKeys + 10; ++i) {
        keys.add(projectNamed("p"), QByteArray::number(i), i, Start);
        QVERIFY(keys.find(projectNamed("p"), QByteArray::number(i), Start));
    }
    QCOMPARE(keys.size(), limits::MaxKnownKeys);
}

QTEST_GUILESS_MAIN(tst_KnownKeys)
#include "tst_knownkeys.moc"
