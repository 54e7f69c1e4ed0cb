// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/replyfilter.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class ReplyFilterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tellsReplies_data();
    void tellsReplies();
    void belongsToItsProject();
    void forgetsOldMessages();
};

namespace {

const ProjectId Office = *ProjectId::fromUtf8("office");
const ProjectId Other = *ProjectId::fromUtf8("other");

} // namespace

void ReplyFilterTest::tellsReplies_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<bool>("isReply");
    QTest::newRow("to the operator")
        << R"({"type":"docs","from":{"type":"runtime"},"to":{"id":"me"}})"_ba << true;
    QTest::newRow("to another client")
        << R"({"type":"docs","from":{"type":"runtime"},"to":{"id":"you"}})"_ba << false;
    QTest::newRow("same request id")
        << R"({"from":{"type":"data-agent"},"to":{"type":"admin"},"payload":{"requestId":"r1"}})"_ba
        << true;
    QTest::newRow("another request id")
        << R"({"from":{"type":"data-agent"},"payload":{"requestId":"r2"}})"_ba << false;
    QTest::newRow("same id") << R"({"id":"7","from":{"type":"runtime"}})"_ba << true;
    QTest::newRow("names the id")
        << R"({"id":"8","from":{"type":"runtime"},"payload":{"inReplyTo":"7"}})"_ba << true;
    QTest::newRow("error") << R"({"id":"1","type":"error","from":{"type":"system"}})"_ba << true;
    QTest::newRow("PONG") << R"({"id":"1","type":"PONG","from":{"type":"system"}})"_ba << true;
    QTest::newRow("an error of a client")
        << R"({"id":"1","type":"error","from":{"type":"runtime"}})"_ba << false;
    QTest::newRow("connected") << R"({"id":"7","type":"connected","from":{"type":"system"}})"_ba
                               << false;
    QTest::newRow("left") << R"({"type":"client_left","from":{"type":"system"}})"_ba << false;
    QTest::newRow("not JSON") << "{{"_ba << false;
}

void ReplyFilterTest::tellsReplies()
{
    QFETCH(const QByteArray, message);
    QFETCH(const bool, isReply);
    ReplyFilter filter;
    filter.noteSent(Office, R"({"id":"7","type":"get","payload":{"requestId":"r1"}})");
    QCOMPARE(filter.isReply(Office, "me", message), isReply);
}

void ReplyFilterTest::belongsToItsProject()
{
    ReplyFilter filter;
    filter.noteSent(Office, R"({"id":"7"})");
    const QByteArray reply = R"({"id":"7","from":{"type":"runtime"}})";
    QVERIFY(filter.isReply(Office, {}, reply));
    QVERIFY(!filter.isReply(Other, {}, reply));
    // Without a connection, nothing is addressed to the operator.
    QVERIFY(!filter.isReply(Other, {}, R"({"to":{"id":""}})"));
}

void ReplyFilterTest::forgetsOldMessages()
{
    ReplyFilter filter;
    for (size_t i = 0; i <= ReplyFilter::MaxSent; ++i)
        filter.noteSent(
            Office, QByteArray("{\"id\":\"" + QByteArray::number(qulonglong(i)) + "\"}"));
    QVERIFY(!filter.isReply(Office, {}, R"({"id":"0"})"));
    QVERIFY(filter.isReply(Office, {}, R"({"id":"1"})"));
}

QTEST_GUILESS_MAIN(ReplyFilterTest)
#include "tst_replyfilter.moc"
