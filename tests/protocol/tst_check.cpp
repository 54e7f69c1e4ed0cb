// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/check.h"

#include <QtCore/QRegularExpression>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class CheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void staysQuietWhenAllIsWell();
    void namesThePlace();
    void returnsTheSafeValue();
};

namespace {

QStringList logged;

void note(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QString level = type == QtCriticalMsg ? u"critical"_s : u"other"_s;
    logged.append(u"%1 %2 %3:%4 %5"_s.arg(level, QLatin1StringView(context.category),
        QLatin1StringView(context.file), QString::number(context.line), text));
}

/// Returns the lines logged while `act` ran.
template <typename Act>
QStringList logOf(const Act &act)
{
    logged.clear();
    const QtMessageHandler before = qInstallMessageHandler(note);
    act();
    qInstallMessageHandler(before);
    return logged;
}

} // namespace

void CheckTest::staysQuietWhenAllIsWell()
{
    bool held = false;
    QCOMPARE(logOf([&] { held = ensure(1 < 2); }), QStringList());
    QVERIFY(held);
}

void CheckTest::namesThePlace()
{
    bool held = true;
    const int line = __LINE__ + 1;
    const QStringList log = logOf([&] { held = ensure(2 < 1); });
    QVERIFY(!held);
    QCOMPARE(log.size(), 1);
    const QString place = u"%1:%2"_s.arg(QLatin1StringView(__FILE__), QString::number(line));
    QVERIFY2(log[0].startsWith(u"critical broker.fault "_s + place), qPrintable(log[0]));
    QCOMPARE(log[0].count(place), 2); // The text has it, too, because a release build writes it.
}

void CheckTest::returnsTheSafeValue()
{
    const QString kept = u"kept"_s;
    const QString *returned = nullptr;
    QString made;
    const int line = __LINE__ + 2;
    const QStringList log = logOf([&] {
        returned = &unreachable(kept);
        made = unreachable(u"made"_s);
    });
    QCOMPARE(returned, &kept);
    QCOMPARE(made, u"made"_s);
    QCOMPARE(log.size(), 2);
    QVERIFY(log[0].contains(u":%1 "_s.arg(line)));
    QVERIFY(log[1].contains(u":%1 "_s.arg(line + 1)));
}

QTEST_GUILESS_MAIN(CheckTest)
#include "tst_check.moc"
