// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/translation.h"

#include "ui/window/brokerstatus.h"

#include <QtCore/QLocale>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class TranslationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void speaksTheLocalesLanguage_data();
    void speaksTheLocalesLanguage();
};

void TranslationTest::speaksTheLocalesLanguage_data()
{
    QTest::addColumn<QString>("locale");
    QTest::addColumn<int>("clients");
    QTest::addColumn<QString>("text");
    QTest::newRow("English, one") << u"en_GB"_s << 1 << u"1 client"_s;
    QTest::newRow("English, many") << u"en_US"_s << 2 << u"2 clients"_s;
    QTest::newRow("German, one") << u"de_DE"_s << 1 << u"1 Client"_s;
    QTest::newRow("German, many") << u"de_AT"_s << 0 << u"0 Clients"_s;
    QTest::newRow("French, none") << u"fr_CA"_s << 0 << u"0 client"_s;
    QTest::newRow("Spanish, many") << u"es_MX"_s << 2 << u"2 clientes"_s;
    QTest::newRow("Portuguese, one") << u"pt_BR"_s << 1 << u"1 cliente"_s;
    QTest::newRow("Portuguese of Portugal") << u"pt_PT"_s << 2 << u"2 clientes"_s;
    QTest::newRow("Chinese of Singapore") << u"zh_SG"_s << 2 << u"2 个客户端"_s;
    QTest::newRow("traditional Chinese") << u"zh_TW"_s << 2 << u"2 clients"_s;
    QTest::newRow("Japanese") << u"ja_JP"_s << 1 << u"クライアント 1 件"_s;
    QTest::newRow("Chinese") << u"zh_CN"_s << 2 << u"2 个客户端"_s;
    QTest::newRow("Hindi, many") << u"hi_IN"_s << 2 << u"2 क्लाइंट"_s;
    QTest::newRow("not known") << u"fi_FI"_s << 2 << u"2 clients"_s;
    QTest::newRow("no language") << u"C"_s << 2 << u"2 clients"_s;
}

void TranslationTest::speaksTheLocalesLanguage()
{
    QFETCH(QString, locale);
    QFETCH(int, clients);
    QFETCH(QString, text);
    const Translation translation { QLocale(locale) };
    BrokerStatus status;
    status.setFigures(1, clients, 0);
    QCOMPARE(status.findChild<QLabel *>(u"statusClients"_s)->text(), text);
}

QTEST_MAIN(TranslationTest)
#include "tst_translation.moc"
