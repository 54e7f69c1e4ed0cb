// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/conversations/conversationrows.h"
#include "inspect/conversations/requestkeys.h"

#include <QtTest/QTest>

using namespace broadcaster;

class RequestKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void findsTheNewestFirst();
    void stopsWhenTold();
    void dropsTheOldest();
    void forgets();
    void queuesHaveNumbers();
    void rowsAreFoundInAnyOrder();
};

namespace {

std::vector<quint32> rowsWith(const RequestKeys &keys, quint64 key)
{
    std::vector<quint32> rows;
    keys.visit(key, [&](quint32 row) {
        rows.push_back(row);
        return true;
    });
    return rows;
}

using Rows = std::vector<quint32>;

} // namespace

void RequestKeysTest::findsTheNewestFirst()
{
    RequestKeys keys(8);
    QVERIFY(rowsWith(keys, 1).empty());
    QCOMPARE(keys.bytes(), 0);
    keys.add(1, 10);
    keys.add(9, 11); // Its list is that of 1, because the table has 8.
    keys.add(1, 12);
    keys.add(2, 12);
    QCOMPARE(rowsWith(keys, 1), (Rows { 12, 10 }));
    QCOMPARE(rowsWith(keys, 9), (Rows { 11 }));
    QCOMPARE(rowsWith(keys, 2), (Rows { 12 }));
    QVERIFY(rowsWith(keys, 17).empty());
}

void RequestKeysTest::stopsWhenTold()
{
    RequestKeys keys(1'000);
    for (quint32 row = 1; row <= 200; ++row)
        keys.add(5, row);
    QCOMPARE(rowsWith(keys, 5).size(), size_t { RequestKeys::MaxSteps });
    int visits = 0;
    keys.visit(5, [&](quint32 row) {
        ++visits;
        return row > 198;
    });
    QCOMPARE(visits, 3);
}

void RequestKeysTest::dropsTheOldest()
{
    RequestKeys keys(3);
    for (quint32 row = 1; row <= 5; ++row)
        keys.add(7, row);
    QCOMPARE(rowsWith(keys, 7), (Rows { 5, 4, 3 }));
    QCOMPARE(keys.dropped(), 2U);
}

void RequestKeysTest::forgets()
{
    RequestKeys keys(100);
    // Short numbers begin anew after the largest one.
    for (const quint32 row : { 0xffff'fffeU, 0xffff'ffffU, 1U, 2U })
        keys.add(7, row);
    keys.forgetBefore(0xffff'ffffU);
    QCOMPARE(rowsWith(keys, 7), (Rows { 2, 1, 0xffff'ffffU }));
    keys.forgetBefore(2);
    QCOMPARE(rowsWith(keys, 7), (Rows { 2 }));
    keys.forgetBefore(3);
    QVERIFY(rowsWith(keys, 7).empty());
    QCOMPARE(keys.dropped(), 0U);
}

void RequestKeysTest::queuesHaveNumbers()
{
    NumberedQueue<int> queue;
    QCOMPARE(queue.find(1), nullptr);
    qsizetype largest = 0;
    for (int i = 1; i <= 100'000; ++i) {
        QCOMPARE(queue.push(i), static_cast<quint32>(i));
        if (queue.size() > 3'000)
            queue.popFront();
        largest = std::max(largest, queue.bytes());
    }
    QCOMPARE(queue.size(), 3'000);
    QCOMPARE(queue.first(), 97'001U);
    for (quint64 number = queue.first(); number < queue.end(); ++number) {
        QCOMPARE(queue.at(number), static_cast<int>(number));
        QCOMPARE(*queue.find(static_cast<quint32>(number)), static_cast<int>(number));
    }
    for (const quint32 gone : { 0U, 1U, 97'000U, 100'001U, 0xffff'ffffU })
        QCOMPARE(queue.find(gone), nullptr);
    QVERIFY(largest <= 4 * 1024 * qsizetype { sizeof(int) });
}

void RequestKeysTest::rowsAreFoundInAnyOrder()
{
    ConversationRows rows;
    QCOMPARE(rows.withSequence(5), nullptr);
    for (quint64 i = 0; i < 300; ++i) {
        ConversationRow row;
        row.sequence = i * i; // With gaps.
        rows.push(row);
    }
    for (int i = 0; i < 100; ++i)
        rows.popFront();
    const auto isFound = [&](quint64 sequence) {
        const ConversationRow *row = rows.withSequence(sequence);
        return row != nullptr && row->sequence == sequence;
    };
    for (quint64 i = 0; i < 300; ++i)
        QCOMPARE(isFound(i * i), i >= 100);
    for (quint64 i = 300; i-- > 0;)
        QCOMPARE(isFound(i * i), i >= 100);
    for (quint64 i = 0; i < 300; ++i) {
        const quint64 other = i * 7'919 % 300;
        QCOMPARE(isFound(other * other), other >= 100);
        QVERIFY(!isFound(other * other + 2 * other)); // Just before the next one.
    }
}

QTEST_GUILESS_MAIN(RequestKeysTest)
#include "tst_requestkeys.moc"
