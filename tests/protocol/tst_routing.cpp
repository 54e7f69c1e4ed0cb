// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/routing.h"

#include <QtTest/QtTest>

using namespace broadcaster;

class RoutingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void choosesRoute_data();
    void choosesRoute();
    void judges_data();
    void judges();
    void judgesRecords_data();
    void judgesRecords();
};

namespace {

std::string_view view(const QByteArray &bytes)
{
    return { bytes.constData(), static_cast<std::size_t>(bytes.size()) };
}

Route toClient(std::string_view id)
{
    return { Route::Kind::ToClient, id, {} };
}

Route toType(std::string_view name)
{
    return { Route::Kind::ToType, {}, name };
}

} // namespace

Q_DECLARE_METATYPE(broadcaster::Route)

void RoutingTest::choosesRoute_data()
{
    QTest::addColumn<QByteArray>("toId");
    QTest::addColumn<QByteArray>("toType");
    QTest::addColumn<Route::Kind>("kind");
    QTest::newRow("nothing") << QByteArray() << QByteArray() << Route::Kind::Broadcast;
    QTest::newRow("id") << QByteArray("a") << QByteArray() << Route::Kind::ToClient;
    QTest::newRow("type") << QByteArray() << QByteArray("admin") << Route::Kind::ToType;
    QTest::newRow("unknown type") << QByteArray() << QByteArray("x") << Route::Kind::ToType;
    QTest::newRow("id goes first") << QByteArray("a") << QByteArray("b") << Route::Kind::ToClient;
}

void RoutingTest::choosesRoute()
{
    QFETCH(const QByteArray, toId);
    QFETCH(const QByteArray, toType);
    QFETCH(const Route::Kind, kind);
    Envelope envelope;
    envelope.toId = view(toId);
    envelope.toType = view(toType);
    const Route route = routeOf(envelope);
    QCOMPARE(route.kind, kind);
    QCOMPARE(route.clientId == "a", kind == Route::Kind::ToClient);
    QCOMPARE(route.typeName == view(toType), kind == Route::Kind::ToType || toType.isEmpty());
}

void RoutingTest::judges_data()
{
    QTest::addColumn<Route>("route");
    QTest::addColumn<QByteArray>("candidate"); // The sender is "me".
    QTest::addColumn<ClientType>("type");
    QTest::addColumn<Verdict>("verdict");
    const auto row = [](const char *name, Route route, const char *candidate, ClientType type,
                         Verdict verdict) {
        QTest::newRow(name) << route << QByteArray(candidate) << type << verdict;
    };
    const auto runtime = ClientType::Runtime;
    const auto agent = ClientType::DataAgent;
    const auto admin = ClientType::Admin;

    row("client: the target", toClient("you"), "you", runtime, Verdict::Delivered);
    row("client: an admin as target", toClient("you"), "you", admin, Verdict::Delivered);
    row("client: another", toClient("you"), "he", runtime, Verdict::SkippedOtherClient);
    row("client: another admin", toClient("you"), "he", admin, Verdict::Mirrored);
    row("client: the sender", toClient("you"), "me", runtime, Verdict::SkippedSender);
    row("client: the sender, an admin", toClient("you"), "me", admin, Verdict::SkippedSender);
    row("client: to itself", toClient("me"), "me", runtime, Verdict::Delivered);
    row("client: to itself, an admin", toClient("me"), "me", admin, Verdict::Delivered);
    row("client: nobody, admin", toClient("gone"), "he", admin, Verdict::Mirrored);
    row("client: nobody", toClient("gone"), "he", agent, Verdict::SkippedOtherClient);
    row("client: no prefix", toClient("you"), "yo", runtime, Verdict::SkippedOtherClient);

    row("type: of it", toType("data-agent"), "he", agent, Verdict::Delivered);
    row("type: of another", toType("data-agent"), "he", runtime, Verdict::SkippedOtherType);
    row("type: an admin", toType("data-agent"), "he", admin, Verdict::Mirrored);
    row("type: admins themselves", toType("admin"), "he", admin, Verdict::Delivered);
    row("type: the sender", toType("runtime"), "me", runtime, Verdict::SkippedSender);
    row("type: the sender, an admin", toType("admin"), "me", admin, Verdict::SkippedSender);
    row("type: unknown", toType("x"), "he", runtime, Verdict::SkippedOtherType);
    row("type: unknown, admin", toType("x"), "he", admin, Verdict::Mirrored);
    row("type: case matters", toType("Runtime"), "he", runtime, Verdict::SkippedOtherType);

    row("broadcast: another", {}, "he", runtime, Verdict::Delivered);
    row("broadcast: an agent", {}, "he", agent, Verdict::Delivered);
    row("broadcast: an admin", {}, "he", admin, Verdict::SkippedAdmin);
    row("broadcast: the sender", {}, "me", runtime, Verdict::SkippedSender);
    row("broadcast: the sender, an admin", {}, "me", admin, Verdict::SkippedSender);
}

void RoutingTest::judges()
{
    QFETCH(const Route, route);
    QFETCH(const QByteArray, candidate);
    QFETCH(const ClientType, type);
    QTEST(verdictFor(route, "me", view(candidate), type), "verdict");
}

void RoutingTest::judgesRecords_data()
{
    QTest::addColumn<TrafficKind>("kind");
    QTest::addColumn<QByteArray>("target");
    QTest::addColumn<QByteArray>("candidate"); // The sender is "me", but of the broker's own.
    QTest::addColumn<ClientType>("type");
    QTest::addColumn<Verdict>("verdict");
    const auto row = [](const char *name, TrafficKind kind, const char *target,
                         const char *candidate, ClientType type, Verdict verdict) {
        QTest::newRow(name) << kind << QByteArray(target) << QByteArray(candidate) << type
                            << verdict;
    };
    using enum TrafficKind;
    const auto runtime = ClientType::Runtime;
    const auto admin = ClientType::Admin;
    row("client", ToClient, "you", "you", runtime, Verdict::Delivered);
    row("client: another", ToClient, "you", "he", runtime, Verdict::SkippedOtherClient);
    row("client: to itself", ToClient, "me", "me", runtime, Verdict::Delivered);
    row("client: an admin", ToClient, "you", "he", admin, Verdict::Mirrored);
    row("type", ToType, "runtime", "he", runtime, Verdict::Delivered);
    row("type: another", ToType, "data-agent", "he", runtime, Verdict::SkippedOtherType);
    row("type: the sender", ToType, "runtime", "me", runtime, Verdict::SkippedSender);
    row("type: an admin", ToType, "runtime", "he", admin, Verdict::Mirrored);
    row("broadcast", Broadcast, "", "he", runtime, Verdict::Delivered);
    row("broadcast: the sender", Broadcast, "", "me", runtime, Verdict::SkippedSender);
    row("broadcast: an admin", Broadcast, "", "he", admin, Verdict::SkippedAdmin);
    row("ping", Ping, "", "he", runtime, Verdict::NotRouted);
    row("ping: the sender", Ping, "", "me", runtime, Verdict::NotRouted);
    row("rejected", Rejected, "", "he", admin, Verdict::NotRouted);
    row("rejected: the sender", Rejected, "", "me", runtime, Verdict::NotRouted);
    row("to one", SystemToOne, "you", "you", runtime, Verdict::Delivered);
    row("to one: another", SystemToOne, "you", "he", admin, Verdict::SkippedOtherClient);
    row("error", Error, "you", "you", admin, Verdict::Delivered);
    row("error: another", Error, "you", "he", runtime, Verdict::SkippedOtherClient);
    row("to all", SystemToAll, "", "he", runtime, Verdict::Delivered);
    row("to all: an admin", SystemToAll, "", "he", admin, Verdict::Delivered);
}

void RoutingTest::judgesRecords()
{
    QFETCH(const TrafficKind, kind);
    QFETCH(const QByteArray, target);
    QFETCH(const QByteArray, candidate);
    QFETCH(const ClientType, type);
    const bool isBrokers = kind >= TrafficKind::SystemToOne;
    QTEST(verdictFor(kind, view(target), isBrokers ? "" : "me", view(candidate), type), "verdict");
}

QTEST_GUILESS_MAIN(RoutingTest)
#include "tst_routing.moc"
