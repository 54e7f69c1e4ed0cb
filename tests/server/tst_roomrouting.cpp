// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "roomfixture.h"

#include <QtTest/QtTest>

using namespace broadcaster;

namespace {

constexpr std::array Types { ClientType::Runtime, ClientType::DataAgent, ClientType::Admin };

QByteArray nameOf(ClientType type)
{
    const std::string_view name = wireName(type);
    return { name.data(), static_cast<qsizetype>(name.size()) };
}

std::string_view view(const QByteArray &text)
{
    return { text.constData(), static_cast<size_t>(text.size()) };
}

} // namespace

/// Compares RoomMembers::findReceivers(), which walks lists, with verdictFor(), which states the
/// rules: every type of sender with every form of target.
class RoomRoutingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void agrees_data();
    void agrees();
};

/// In `to`, the ids are written as the place of a client in the room.
void RoomRoutingTest::agrees_data()
{
    QTest::addColumn<int>("sender"); // Its place; -1: an operator, which is not a member.
    QTest::addColumn<QByteArray>("to");

    QList<std::pair<QByteArray, QByteArray>> targets {
        { "nobody", "" },
        { "null", R"(,"to":null)" },
        { "an empty object", R"(,"to":{})" },
        { "an unknown id", R"(,"to":{"id":"5f0c8f9e-0000-4000-8000-000000000000"})" },
        { "an empty id", R"(,"to":{"id":"","type":"admin"})" },
        { "an unknown type", R"(,"to":{"type":"nobody"})" },
        { "a type in capitals", R"(,"to":{"type":"ADMIN"})" },
        { "an empty type", R"(,"to":{"type":""})" },
        { "an unknown id and a type", R"(,"to":{"id":"unknown","type":"admin"})" },
    };
    const auto add = [&](const QByteArray &name, const QByteArray &object) {
        targets.append({ name, QByteArray(",\"to\":{" + object + "}") });
    };
    for (const ClientType type : Types) {
        const QByteArray name = nameOf(type);
        const QByteArray escaped = "\\u00" + QByteArray::number(name.at(0), 16) + name.mid(1);
        add("type " + name, "\"type\":\"" + name + "\"");
        add("escaped type " + name, "\"type\":\"" + escaped + "\"");
    }
    for (int place = 0; place < 6; ++place) {
        const QByteArray number = QByteArray::number(place);
        add("client " + number, "\"id\":\"@" + number + "\"");
        add("client " + number + " and a type", "\"type\":\"runtime\",\"id\":\"@" + number + "\"");
    }
    for (int sender = -1; sender < 6; ++sender) {
        for (const auto &[name, to] : targets)
            QTest::addRow("%d to %s", sender, name.constData()) << sender << to;
    }
}

void RoomRoutingTest::agrees()
{
    QFETCH(int, sender);
    QFETCH(QByteArray, to);
    RoomFixture fixture;
    fixture.sampler.attach(1);
    for (const ClientType type : Types) { // Two of each: at 0 and 1, 2 and 3, 4 and 5.
        fixture.join(type);
        fixture.join(type);
    }
    for (size_t i = 0; i < fixture.members.size(); ++i)
        to.replace(QByteArray("@" + QByteArray::number(i)), fixture.members[i]->idText());
    const QByteArray message = R"({"type":"t")" + to + "}";
    const QByteArray padded = message + QByteArray(ScanPadding, '\0');
    Envelope envelope;
    QCOMPARE(fixture.scanner.scan(view(padded).substr(0, view(message).size()), envelope),
        ScanResult::Ok);
    const Route route = routeOf(envelope);
    const FakeMember *from = sender >= 0 ? fixture.members[static_cast<size_t>(sender)].get()
                                         : nullptr;

    Receivers receivers;
    const RoomMembers &members = fixture.room.members();
    members.findReceivers(members.keyFor(from, route), receivers);

    for (const auto &member : fixture.members) {
        const auto found = std::find(
            receivers.members.begin(), receivers.members.end(), member.get());
        const auto place = static_cast<size_t>(found - receivers.members.begin());
        const Verdict verdict = verdictFor(route, from ? view(from->idText()) : std::string_view(),
            view(member->idText()), member->type());
        QCOMPARE(found != receivers.members.end() && place < receivers.addressed,
            verdict == Verdict::Delivered);
        QCOMPARE(found != receivers.members.end() && place >= receivers.addressed,
            verdict == Verdict::Mirrored);
        QVERIFY(std::count(receivers.members.begin(), receivers.members.end(), member.get()) <= 1);
    }

    // And so do the frames that the members get, each once.
    if (!from)
        return;
    fixture.receive(*fixture.members[static_cast<size_t>(sender)], message);
    QVERIFY(fixture.endTurn());
    for (const auto &member : fixture.members) {
        const bool gets = std::find(
                              receivers.members.begin(), receivers.members.end(), member.get())
            != receivers.members.end();
        QCOMPARE(member->texts.size(), gets ? 1 : 0);
    }
}

QTEST_GUILESS_MAIN(RoomRoutingTest)
#include "tst_roomrouting.moc"
