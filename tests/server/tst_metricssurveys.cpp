// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/metricssurveys.h"

#include "roomfixture.h"

#include <QtTest/QTest>

#include <optional>

using namespace broadcaster;

namespace {

class Schedule final : public RoomSchedule {
    void onDeparture(Room &) override { }
    void onBatchOpened(Room &) override { }
};

/// Many rooms, each of which has received one message.
struct Rooms {
    explicit Rooms(int count)
    {
        for (int i = 0; i < count; ++i) {
            projects.append(*ProjectId::fromUtf8(QByteArray::number(i)));
            Room &room = table.add(
                std::make_unique<Room>(projects.last(), static_cast<RoomSchedule &>(schedule),
                    fixture.sampler, fixture.buffers, fixture.deadlines));
            FakeMember member(ClientType::Runtime, static_cast<quint64>(i));
            member.counts.messagesIn = 1;
            room.join(member, fixture.turn);
            room.leave(member, Room::Farewell::Silent, fixture.turn);
        }
    }
    void begin()
    {
        answer.reset();
        surveys.begin(fixture.counts, [this](RoomMetrics metrics) { answer = std::move(metrics); });
    }
    void removeLast()
    {
        const ProjectId project = projects.takeLast();
        const Room &room = *table.find(project);
        surveys.noteGone(room);
        fixture.counts.gone.add(room.metrics().traffic);
        table.remove(project);
    }

    RoomFixture fixture;
    Schedule schedule;
    QList<ProjectId> projects;
    RoomTable table;
    QObject context;
    MetricsSurveys surveys { &context, table };
    std::optional<RoomMetrics> answer;
};

} // namespace

class MetricsSurveysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void answersLater();
    void countsRemovedRoomsOnce();
    void answersAtOnceAtTheEnd();
};

void MetricsSurveysTest::answersLater()
{
    Rooms rooms(1000);
    rooms.begin();
    QVERIFY(!rooms.answer);
    QTRY_VERIFY(rooms.answer);
    QCOMPARE(rooms.answer->projects, 1000);
    QCOMPARE(rooms.answer->total().traffic.messagesIn, 1000);
}

void MetricsSurveysTest::countsRemovedRoomsOnce()
{
    constexpr int Count = 50'000; // Enough for several slices.
    Rooms rooms(Count);
    rooms.begin();
    int slices = 0;
    for (; !rooms.answer; ++slices) {
        for (int i = 0; i < 100 && !rooms.projects.isEmpty(); ++i)
            rooms.removeLast();
        QCoreApplication::processEvents();
    }
    QVERIFY2(slices > 1, "nothing was removed in between");
    QCOMPARE(rooms.answer->total().traffic.messagesIn, Count);
    rooms.begin();
    QTRY_VERIFY(rooms.answer);
    QCOMPARE(rooms.answer->total().traffic.messagesIn, Count);
}

void MetricsSurveysTest::answersAtOnceAtTheEnd()
{
    Rooms rooms(10);
    rooms.begin();
    rooms.surveys.finish();
    QVERIFY(rooms.answer);
    QCOMPARE(rooms.answer->total().traffic.messagesIn, 10);
}

QTEST_GUILESS_MAIN(MetricsSurveysTest)
#include "tst_metricssurveys.moc"
