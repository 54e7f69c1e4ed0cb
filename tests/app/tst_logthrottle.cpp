// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/logthrottle.h"

#include "server/base/tuning.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const LogThrottle::Place Here { "here", 1, "category" };
const LogThrottle::Place There { "here", 2, "category" };

LogEntry entry(const QString &text)
{
    return { 1, LogLevel::Info, u"broker.rooms"_s, text };
}

} // namespace

class LogThrottleTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void burstPassesThenOneAtATime();
    void placesAreIndependent();
    void reportsWhatWasLeftOut();
    void samplesAreShort();
    void clockMayStandStill();
    void placesAreBounded();

private:
    /// The number of `count` lines that pass at that moment.
    static int passed(LogThrottle &throttle, const LogThrottle::Place &place, int count,
        LogThrottle::TimePoint now)
    {
        int admitted = 0;
        for (int i = 0; i < count; ++i)
            admitted += throttle.admits(place, entry(u"line %1"_s.arg(i)), now);
        return admitted;
    }
    const LogThrottle::TimePoint m_start { 100h };
};

void LogThrottleTest::burstPassesThenOneAtATime()
{
    LogThrottle throttle;
    QCOMPARE(passed(throttle, Here, 1000, m_start), limits::LogBurst);
    QCOMPARE(passed(throttle, Here, 10, m_start + limits::LogLineInterval - 1ms), 0);
    QCOMPARE(passed(throttle, Here, 10, m_start + limits::LogLineInterval), 1);
    QCOMPARE(passed(throttle, Here, 10, m_start + 3 * limits::LogLineInterval), 2);
    QCOMPARE(passed(throttle, Here, 1000, m_start + 1h), limits::LogBurst);
}

void LogThrottleTest::placesAreIndependent()
{
    LogThrottle throttle;
    (void)passed(throttle, Here, 1000, m_start);
    QCOMPARE(passed(throttle, There, 1, m_start), 1);
}

void LogThrottleTest::reportsWhatWasLeftOut()
{
    LogThrottle throttle;
    QVERIFY(throttle.takeReports(7).isEmpty());
    (void)passed(throttle, Here, limits::LogBurst, m_start);
    QVERIFY(throttle.takeReports(7).isEmpty());
    (void)passed(throttle, Here, 25, m_start);
    (void)passed(throttle, There, limits::LogBurst + 1, m_start);
    const QList<LogEntry> reports = throttle.takeReports(7);
    QCOMPARE(reports.size(), 2);
    QCOMPARE(reports.constFirst().text, u"25 lines were left out that are like this one: line 0"_s);
    QCOMPARE(reports.constFirst().timeMs, 7);
    QCOMPARE(reports.constFirst().category, u"broker.rooms"_s);
    QCOMPARE(reports.constFirst().level, LogLevel::Info);
    QVERIFY(throttle.takeReports(8).isEmpty());
}

void LogThrottleTest::samplesAreShort()
{
    LogThrottle throttle;
    (void)passed(throttle, Here, limits::LogBurst, m_start);
    QVERIFY(!throttle.admits(Here, entry(QString(100'000, u'x')), m_start));
    QVERIFY(throttle.takeReports(7).constFirst().text.size() < 2 * limits::LogSampleLength);
}

void LogThrottleTest::clockMayStandStill()
{
    LogThrottle throttle;
    (void)passed(throttle, Here, 1000, m_start);
    QCOMPARE(passed(throttle, Here, 10, m_start), 0);
}

void LogThrottleTest::placesAreBounded()
{
    LogThrottle throttle;
    for (int i = 0; i < limits::MaxLogPlaces; ++i)
        QVERIFY(throttle.admits({ "file", i, "category" }, entry(u"x"_s), m_start));
    int admitted = 0;
    for (int i = 0; i < 1000; ++i)
        admitted += throttle.admits({ "another file", i, "category" }, entry(u"x"_s), m_start);
    QCOMPARE(admitted, limits::LogBurst);
    QVERIFY(throttle.admits({ "file", 1, "category" }, entry(u"x"_s), m_start));
}

QTEST_GUILESS_MAIN(LogThrottleTest)
#include "tst_logthrottle.moc"
