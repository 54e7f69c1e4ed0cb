// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/tuning.h"
#include "server/gateway/refusedclients.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class RefusedClientsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void remembersTheLatest();
    void remembersNoSecretAndNothingLong();
};

void RefusedClientsTest::remembersTheLatest()
{
    RefusedClients clients;
    HttpRequest request;
    for (int i = 0; i < limits::RememberedRefusals + 5; ++i) {
        request.target = "/websocket?projectId=p" + QByteArray::number(i);
        clients.note(request, HttpResponse::error(401, u"Key required"_s, u"Send one."_s), i);
    }
    const QList<RefusedClient> all = clients.newestFirst();
    QCOMPARE(all.size(), limits::RememberedRefusals);
    QCOMPARE(all.constFirst().project, u"p104"_s);
    QCOMPARE(all.constFirst().status, 401);
    QCOMPARE(all.constFirst().error, u"Key required"_s);
    QCOMPARE(all.constFirst().message, u"Send one."_s);
    QVERIFY(all.constFirst().origin.isNull());
    QCOMPARE(all.constLast().timeMs, 5);
}

void RefusedClientsTest::remembersNoSecretAndNothingLong()
{
    RefusedClients clients;
    HttpRequest request;
    request.target = "/websocket?projectId=" + QByteArray(5000, 'x');
    request.queryKey = "sa_live_secret";
    request.headers = { { "x-api-key", "sa_live_secret" }, { "Origin", QByteArray(5000, 'y') } };
    clients.note(request, { 500, "not JSON", {} }, 1);
    const RefusedClient client = clients.newestFirst().constFirst();
    QCOMPARE(client.project.size(), limits::MaxProjectIdBytes);
    QCOMPARE(client.origin.size(), limits::MaxClientTextBytes);
    QVERIFY(client.error.isNull());
    for (const QString &text : { client.project, client.address, client.message })
        QVERIFY(!text.contains("secret"_L1));
}

QTEST_GUILESS_MAIN(RefusedClientsTest)
#include "tst_refusedclients.moc"
