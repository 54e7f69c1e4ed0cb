// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/captureopener.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class CaptureOpenerTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsTheFormatByTheContent_data();
    void knowsTheFormatByTheContent();
};

void CaptureOpenerTest::knowsTheFormatByTheContent_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QString>("error");
    const QByteArray har = R"({"log":{"version":"1.2","entries":[{"_webSocketMessages":[)"
                           "\n"
                           R"({"type":"send","time":1,"opcode":1,"data":"{}"})";
    const QByteArray end = "]}]}}";
    QTest::newRow("HAR") << u"a.har"_s << har + end << 1 << QString();
    QTest::newRow("HAR by another name") << u"a.jsonl"_s << har + end << 1 << QString();
    QTest::newRow("JSON Lines by the name of a HAR")
        << u"a.har"_s << QByteArray("{\"type\":\"a\"}\n{\"type\":\"b\"}\n") << 2 << QString();
    QTest::newRow("bad message") << u"a.har"_s << har + ",\n{}" + end << 1
                                 << u"1 messages cannot be read: line 3, It has no direction, no "
                                    "time or no data."_s;
    QTest::newRow("bad line") << u"a.jsonl"_s << QByteArray("{}\nx\n") << 1
                              << u"1 lines are not messages: line 2, Not JSON: the fault is at "
                                 "byte 1 of the line."_s;
    QTest::newRow("broken") << u"a.har"_s << har << 0
                            << u"The file is not a whole HAR file: line 2, byte 48 is not JSON. "
                               "Save it again in the browser."_s;
}

void CaptureOpenerTest::knowsTheFormatByTheContent()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    QFETCH(int, rows);
    const QTemporaryDir folder;
    QFile file(folder.filePath(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
    file.close();
    CaptureOpener opener;
    QVERIFY(opener.open(file.fileName(), {}));
    QTRY_VERIFY(!opener.isReading());
    QCOMPARE(opener.store()->count(), qsizetype(rows));
    QTEST(opener.error(), "error");
}

QTEST_GUILESS_MAIN(CaptureOpenerTest)
#include "tst_captureopener.moc"
