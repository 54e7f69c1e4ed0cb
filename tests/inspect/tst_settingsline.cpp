// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/text/settingsline.h"

#include "inspect/text/printable.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class SettingsLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void fieldsSurvive_data();
    void fieldsSurvive();
    void readsLines_data();
    void readsLines();
    void tellsWhatCanBeSeen();
};

void SettingsLineTest::fieldsSurvive_data()
{
    QTest::addColumn<QStringList>("fields");
    QTest::newRow("usual") << QStringList { u"name"_s, u"size > 100"_s };
    QTest::newRow("empty") << QStringList { u""_s, u""_s, u""_s };
    QTest::newRow("tabs") << QStringList { u"\ta\t\tb\t"_s, u"\t"_s, u"c\t"_s };
    QTest::newRow("lines") << QStringList { u"a\nb\r\nc"_s, u"\n"_s, u"\r"_s };
    QTest::newRow("percent") << QStringList { u"100%"_s, u"%09"_s, u"%2509"_s, u"%%25%0a%0A"_s };
    QTest::newRow("percent before a tab") << QStringList { u"%\t"_s, u"%2\t5"_s, u"%25\n"_s };
    QTest::newRow("backslashes") << QStringList { u"text ~ \"\\d+\\t\""_s, u"\\"_s };
    QTest::newRow("odd characters")
        << QStringList { QString(QChar(u'\0')) + u'a', u"\u202e\u2028"_s, u"\U0001f600"_s };
}

void SettingsLineTest::fieldsSurvive()
{
    QFETCH(QStringList, fields);
    const QString line = settingsLine(fields);
    QCOMPARE(line.count(u'\t'), fields.size() - 1);
    QVERIFY(!line.contains(u'\n') && !line.contains(u'\r'));
    QCOMPARE(settingsFields(line, fields.size()), fields);
}

void SettingsLineTest::readsLines_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("fields");
    QTest::newRow("empty") << QString() << QStringList();
    QTest::newRow("too few") << u"a"_s << QStringList();
    QTest::newRow("as many") << u"a\tb"_s << QStringList { u"a"_s, u"b"_s };
    QTest::newRow("more") << u"a\tb\tc\t"_s << QStringList { u"a"_s, u"b\tc\t"_s };
    QTest::newRow("written before percent signs were escaped")
        << u"50%\ttext ~ \"%d %2\""_s << QStringList { u"50%"_s, u"text ~ \"%d %2\""_s };
}

void SettingsLineTest::readsLines()
{
    QFETCH(QString, line);
    QFETCH(QStringList, fields);
    QCOMPARE(settingsFields(line, 2), fields);
}

void SettingsLineTest::tellsWhatCanBeSeen()
{
    for (const QChar each : u"aZ \u00e9\u4e2d\U0001f600"_s)
        QVERIFY(isPrintable(each));
    for (const QChar each : u"\t\n\u007f\u0085\u202e\ufeff"_s)
        QVERIFY2(!isPrintable(each), qPrintable(QString::number(each.unicode(), 16)));
}

QTEST_GUILESS_MAIN(SettingsLineTest)
#include "tst_settingsline.moc"
