// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/tuning.h"
#include "server/protocol/bufferpool.h"

#include <QtTest/QTest>

using namespace broadcaster;

class BufferPoolTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsMemory();
    void givesRoomEnough();
    void keepsTheNewest();
    void keepsNothingTooLarge();
    void keepsNothingWithoutMemory();
};

void BufferPoolTest::keepsMemory()
{
    BufferPool pool;
    QByteArray buffer = pool.take(1000);
    buffer.append("something");
    const char *const memory = buffer.constData();
    pool.giveBack(std::move(buffer));
    const QByteArray again = pool.take(500);
    QCOMPARE(again.constData(), memory);
    QVERIFY(again.isEmpty());
    QVERIFY(!again.isNull());
}

/// A buffer without memory would lie on top of those that have some.
void BufferPoolTest::keepsNothingWithoutMemory()
{
    BufferPool pool;
    pool.giveBack(pool.take(1000));
    pool.giveBack({});
    QVERIFY(pool.take().capacity() >= 1000);
}

void BufferPoolTest::givesRoomEnough()
{
    BufferPool pool;
    pool.giveBack(pool.take(10));
    QVERIFY(pool.take(100'000).capacity() >= 100'000);
    QVERIFY(pool.take(10).capacity() >= 10);
}

void BufferPoolTest::keepsTheNewest()
{
    constexpr qsizetype Size = limits::PooledBytes / 4;
    BufferPool pool;
    std::vector<const void *> memory;
    std::vector<QByteArray> all;
    for (int i = 0; i < 6; ++i) {
        all.push_back(pool.take(Size - 1024));
        all.back().append('x');
        memory.push_back(all.back().constData());
    }
    for (QByteArray &buffer : all)
        pool.giveBack(std::move(buffer));
    for (size_t i = 6; i-- > 2;)
        QCOMPARE(static_cast<const void *>(pool.take().constData()), memory[i]);
    QVERIFY(pool.take().isNull());
}

void BufferPoolTest::keepsNothingTooLarge()
{
    BufferPool pool;
    pool.giveBack(pool.take(100));
    pool.giveBack(QByteArray(limits::PooledBytes + 1, 'x'));
    QVERIFY(pool.take().capacity() < limits::PooledBytes);
    QVERIFY(pool.take().isNull());
}

QTEST_GUILESS_MAIN(BufferPoolTest)
#include "tst_bufferpool.moc"
