// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/linewriter.h"

#include "server/base/tuning.h"

#include <QtCore/QElapsedTimer>
#include <QtTest/QTest>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>

using namespace broadcaster;
using namespace std::chrono_literals;

namespace {

QByteArray droppedLine(qint64 count)
{
    return "dropped " + QByteArray::number(count) + '\n';
}

QByteArray nothing()
{
    return {};
}

QByteArray numbered(int number)
{
    return QByteArray::number(number).rightJustified(99, '.') + '\n';
}

} // namespace

class LineWriterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void writesInOrder();
    void neverWaits();
    void saysHowManyWereDropped();
    void longLinesComeWhole();
    void goneReaderIsAProblem();
    void dueLinesAreWritten();
    void endsWhileNobodyReads();
    void writesWithin();

private:
    void readAll();
    void closeReader() { ::close(std::exchange(m_ends[0], -1)); }

    std::array<int, 2> m_ends {};
    QByteArray m_read;
    HealthPointer m_health;
    std::unique_ptr<LineWriter> m_writer;
};

void LineWriterTest::init()
{
    std::signal(SIGPIPE, SIG_IGN); // For writesWithin(); the writer blocks the signal by itself.
    QCOMPARE(::pipe2(m_ends.data(), O_CLOEXEC), 0);
    ::fcntl(m_ends[0], F_SETFL, O_NONBLOCK);
    m_read.clear();
    m_health = std::make_shared<ProcessHealth>();
    m_writer = std::make_unique<LineWriter>(
        m_ends[1], m_health, LineWriter::Texts { droppedLine, nothing });
}

void LineWriterTest::cleanup()
{
    m_writer.reset();
    for (const int end : m_ends)
        ::close(end);
}

void LineWriterTest::readAll()
{
    QByteArray part(64 * 1024, Qt::Uninitialized);
    for (ssize_t size = 0;
         (size = ::read(m_ends[0], part.data(), static_cast<size_t>(part.size()))) > 0;)
        m_read += part.first(size);
}

void LineWriterTest::writesInOrder()
{
    QByteArray all;
    for (int i = 0; i < 100; ++i) {
        m_writer->write(numbered(i));
        all += numbered(i);
    }
    m_writer->flush(10s);
    readAll();
    QCOMPARE(m_read, all);
    QVERIFY(m_health->problems().isEmpty());
}

void LineWriterTest::neverWaits()
{
    QElapsedTimer timer;
    timer.start();
    const int count = static_cast<int>(2 * limits::MaxWaitingLogBytes / 100);
    for (int i = 0; i < count; ++i)
        m_writer->write(numbered(i));
    QVERIFY(timer.elapsed() < 5000);
    QVERIFY(m_health->droppedLines() > count / 3);
    QVERIFY(!m_health->problems().isEmpty());
}

void LineWriterTest::saysHowManyWereDropped()
{
    const int count = static_cast<int>(2 * limits::MaxWaitingLogBytes / 100);
    for (int i = 0; i < count; ++i)
        m_writer->write(numbered(i));
    QVERIFY(m_health->droppedLines() > 0);
    const auto saidDropped = [&] {
        readAll();
        qint64 sum = 0;
        for (const QByteArray &line : m_read.split('\n')) {
            if (line.startsWith("dropped "))
                sum += line.sliced(8).toLongLong();
        }
        return sum;
    };
    QTRY_COMPARE(saidDropped(), m_health->droppedLines());
    QCOMPARE(m_read.count('\n') - m_read.count("dropped"), count - m_health->droppedLines());
    QTRY_VERIFY(m_health->problems().isEmpty());

    m_read.clear();
    m_writer->write("after\n");
    m_writer->flush(10s);
    readAll();
    QCOMPARE(m_read, "after\n");
}

void LineWriterTest::longLinesComeWhole()
{
    const QByteArray longLine = QByteArray(300'000, 'x') + '\n';
    m_writer->write("before\n");
    m_writer->write(longLine);
    m_writer->write("after\n");
    const QByteArray all = "before\n" + longLine + "after\n";
    const auto isRead = [&] {
        readAll();
        return m_read.size() == all.size();
    };
    QTRY_VERIFY(isRead());
    QVERIFY(m_read == all);
}

void LineWriterTest::goneReaderIsAProblem()
{
    closeReader();
    m_writer->write("lost\n");
    QTRY_COMPARE(m_health->droppedLines(), 1);
    QVERIFY(m_health->problems().constFirst().text.contains(QStringLiteral("Broken pipe")));
    m_writer->write("lost\n");
    QTRY_COMPARE(m_health->droppedLines(), 2);
}

void LineWriterTest::dueLinesAreWritten()
{
    m_writer = std::make_unique<LineWriter>(m_ends[1], m_health,
        LineWriter::Texts { droppedLine, [isDue = true]() mutable {
                               return std::exchange(isDue, false) ? QByteArray("due\n") : nothing();
                           } });
    m_writer->write("now\n");
    const auto isRead = [&] {
        readAll();
        return m_read == "now\ndue\n";
    };
    QTRY_VERIFY(isRead());
}

void LineWriterTest::endsWhileNobodyReads()
{
    for (int i = 0; i < 2000; ++i)
        m_writer->write(numbered(i));
    QElapsedTimer timer;
    timer.start();
    m_writer.reset();
    QVERIFY(timer.elapsed() < 5000);
    QVERIFY(timer.elapsed() >= limits::LogFlushTimeout.count() - 1);
}

void LineWriterTest::writesWithin()
{
    QElapsedTimer timer;
    timer.start();
    writeWithin(m_ends[1], QByteArray(1'000'000, 'x'), 100ms);
    QVERIFY(timer.elapsed() < 5000);
    readAll();
    QVERIFY(!m_read.isEmpty() && m_read.size() < 1'000'000);
    closeReader();
    writeWithin(m_ends[1], "lost\n", 100ms);
}

QTEST_GUILESS_MAIN(LineWriterTest)
#include "tst_linewriter.moc"
