// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/prometheustext.h"

#include <QtTest/QTest>

using namespace broadcaster;

class PrometheusTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void families();
    void escapes_data();
    void escapes();
    void seconds_data();
    void seconds();
};

void PrometheusTextTest::families()
{
    PrometheusText out;
    out.gauge("a", "What a is.");
    out.sample(1);
    out.counter("b_total", "b \\ and\nmore.");
    out.sample(2, { { "x", "1" }, { "y", "" } });
    out.sample(-3, { { "x", "2" } });
    out.histogram("c", "c");
    out.sample("4", { { "le", "+Inf" } }, "_bucket");
    out.sample("0.5", {}, "_sum");
    QCOMPARE(out.text(),
        "# HELP a What a is.\n# TYPE a gauge\na 1\n"
        "# HELP b_total b \\\\ and\\nmore.\n# TYPE b_total counter\n"
        "b_total{x=\"1\",y=\"\"} 2\nb_total{x=\"2\"} -3\n"
        "# HELP c c\n# TYPE c histogram\nc_bucket{le=\"+Inf\"} 4\nc_sum 0.5\n");
}

void PrometheusTextTest::escapes_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QByteArray>("written");
    QTest::newRow("plain") << QByteArray("a b{}#,=") << QByteArray("a b{}#,=");
    QTest::newRow("quote") << QByteArray("\"") << QByteArray("\\\"");
    QTest::newRow("backslash") << QByteArray("\\") << QByteArray("\\\\");
    QTest::newRow("line") << QByteArray("a\nb") << QByteArray("a\\nb");
    QTest::newRow("all") << QByteArray("\\\"\n\\n") << QByteArray("\\\\\\\"\\n\\\\n");
    QTest::newRow("UTF-8") << QByteArray("ü😀") << QByteArray("ü😀");
}

void PrometheusTextTest::escapes()
{
    QFETCH(const QByteArray, value);
    QFETCH(const QByteArray, written);
    PrometheusText out;
    out.gauge("a", "a");
    out.sample(1, { { "l", value } });
    const QByteArray line = "\na{l=\"" + written + "\"} 1\n";
    QVERIFY2(out.text().endsWith(line), out.text().constData());
}

void PrometheusTextTest::seconds_data()
{
    QTest::addColumn<qint64>("microseconds");
    QTest::newRow("0") << qint64(0);
    QTest::newRow("1.6e-05") << qint64(16);
    QTest::newRow("0.000128") << qint64(128);
    QTest::newRow("12.582912") << qint64(12'582'912);
    QTest::newRow("86400.000001") << qint64(86'400'000'001);
}

void PrometheusTextTest::seconds()
{
    QFETCH(qint64, microseconds);
    QCOMPARE(secondsText(microseconds), QByteArray(QTest::currentDataTag()));
}

QTEST_GUILESS_MAIN(PrometheusTextTest)
#include "tst_prometheustext.moc"
