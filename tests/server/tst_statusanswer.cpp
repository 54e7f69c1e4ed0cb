// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/tuning.h"
#include "server/endpoints/statusanswer.h"

#include <QtCore/QJsonArray>
#include <QtCore/QJsonDocument>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class StatusAnswerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void listsClients();
    void cutsText_data();
    void cutsText();
};

void StatusAnswerTest::listsClients()
{
    ProjectInfo project { *ProjectId::fromUtf8("\xef\xbb\xbf\"p\\"), 0, {} };
    ClientInfo client;
    client.id = ClientId::create();
    client.type = ClientType::DataAgent;
    client.connectedAtMs = 1000;
    client.userAgent = u"a \"quoted\" ü"_s;
    project.clients = { client, client };
    const HttpResponse answer = statusAnswer(project, 3000, ClientAddresses::Hidden);
    QJsonParseError error;
    const QJsonObject json = QJsonDocument::fromJson(answer.body, &error).object();
    QCOMPARE(error.error, QJsonParseError::NoError);
    QCOMPARE(json.keys(),
        (QStringList {
            u"clientCount"_s, u"clients"_s, u"lastActivity"_s, u"projectId"_s, u"timestamp"_s }));
    QCOMPARE(json[u"projectId"].toString(), project.id.toString());
    QVERIFY(json[u"lastActivity"].isNull());
    const QJsonArray clients = json[u"clients"].toArray();
    QCOMPARE(clients.size(), 2);
    const QJsonObject expected { { u"id"_s, QString::fromLatin1(client.id.text()) },
        { u"type"_s, u"data-agent"_s }, { u"connectedAt"_s, 1000 }, { u"connectedFor"_s, 2000 },
        { u"socketState"_s, 1 },
        { u"metadata"_s,
            QJsonObject {
                { u"userAgent"_s, client.userAgent }, { u"origin"_s, QJsonValue::Null } } } };
    QCOMPARE(clients[1].toObject(), expected);
}

void StatusAnswerTest::cutsText_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("text");
    constexpr qsizetype Most = limits::MaxClientTextBytes;
    QTest::newRow("none") << QByteArray() << QString();
    QTest::newRow("empty") << QByteArray("") << u""_s;
    QTest::newRow("longest") << QByteArray(Most, 'x') << QString(Most, u'x');
    QTest::newRow("longer") << QByteArray(15'000, 'x') << QString(Most, u'x');
    QTest::newRow("a character at the cut")
        << QByteArray(Most - 1, 'x') + "\xc3\xa9" << QString(Most - 1, u'x');
    QTest::newRow("an emoji at the cut")
        << QByteArray(Most - 3, 'x') + "\xf0\x9f\x98\x80" << QString(Most - 3, u'x');
    QTest::newRow("not UTF-8") << QByteArray(15'000, '\xff') << QString(Most / 3, QChar(0xfffd));
    QTest::newRow("continuations only")
        << QByteArray(15'000, '\x80') << QString(Most / 3, QChar(0xfffd));
}

void StatusAnswerTest::cutsText()
{
    QFETCH(const QByteArray, header);
    QFETCH(const QString, text);
    const QString cut = clientText(header);
    QCOMPARE(cut, text);
    QCOMPARE(cut.isNull(), text.isNull());
    QVERIFY(cut.toUtf8().size() <= limits::MaxClientTextBytes);
    QVERIFY(cut.capacity() <= limits::MaxClientTextBytes + 16);
}

QTEST_GUILESS_MAIN(StatusAnswerTest)
#include "tst_statusanswer.moc"
