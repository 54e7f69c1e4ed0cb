// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/apikey.h"

#include <QtTest/QTest>

using namespace broadcaster;

class ApiKeyTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void form_data();
    void form();
};

void ApiKeyTest::form_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isGood");
    const auto row = [](const char *name, const char *text, bool isGood = false) {
        QTest::newRow(name) << QByteArray(text) << isGood;
    };
    row("key", "sa_live_0123456789abcdef0123456789abcdef", true);
    row("empty", "");
    row("start alone", "sa_live_");
    row("other start", "sa_test_0123456789abcdef0123456789abcdef");
    row("short", "sa_live_0123456789abcdef0123456789abcde");
    row("long", "sa_live_0123456789abcdef0123456789abcdef0");
    row("capitals", "sa_live_0123456789ABCDEF0123456789abcdef");
    row("no digit at the end", "sa_live_0123456789abcdef0123456789abcdeg");
    row("no digit at the start", "sa_live_ 123456789abcdef0123456789abcdef");
}

void ApiKeyTest::form()
{
    QFETCH(const QByteArray, text);
    QFETCH(const bool, isGood);
    QCOMPARE(isWellFormed(ApiKey(text)), isGood);
}

QTEST_GUILESS_MAIN(ApiKeyTest)
#include "tst_apikey.moc"
