// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/endpoints/httproutetable.h"

#include <QtTest/QTest>

using namespace broadcaster;

class HttpRouteTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void finds_data();
    void finds();
    void namesThePaths();
};

namespace {

HttpRouteTable table()
{
    using Callers = HttpRoute::Callers;
    HttpRouteTable routes;
    routes.add({ HttpRoute { "GET", "/", Callers::Anybody },
        HttpRoute { "GET", "/health", Callers::Anybody },
        HttpRoute { "GET", "/keys", Callers::Operator },
        HttpRoute { "POST", "/keys", Callers::Operator },
        HttpRoute { "GET", "/keys/*", Callers::Operator },
        HttpRoute { "DELETE", "/keys/*", Callers::Operator },
        HttpRoute { "PUT", "/keys/*/required", Callers::Operator },
        HttpRoute { "DELETE", "/clients/**", Callers::Operator } });
    return routes;
}

} // namespace

void HttpRouteTableTest::finds_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("found"); // "-": no such path; else the path of the match.
    QTest::addColumn<bool>("hasMethod");
    QTest::addColumn<QByteArray>("rest");
    QTest::addColumn<QByteArray>("allowed");
    const auto row = [](const char *method, const char *path, const char *found, bool hasMethod,
                         const char *rest, const char *allowed) {
        QTest::addRow("%s %s", method, path)
            << QByteArray(method) << QByteArray(path) << QByteArray(found) << hasMethod
            << QByteArray(rest) << QByteArray(allowed);
    };
    row("GET", "/", "/", true, "", "GET, HEAD");
    row("HEAD", "/health", "/health", true, "", "GET, HEAD");
    row("POST", "/health", "/health", false, "", "GET, HEAD");
    row("get", "/health", "/health", false, "", "GET, HEAD");
    row("GET", "/health/", "-", false, "", "");
    row("GET", "/Health", "-", false, "", "");
    row("GET", "//", "-", false, "", "");
    row("GET", "", "-", false, "", "");
    row("POST", "/keys", "/keys", true, "", "GET, HEAD, POST, OPTIONS");
    row("GET", "/keys/", "/keys/*", true, "", "GET, HEAD, DELETE, OPTIONS");
    row("GET", "/keys/a%2Fb", "/keys/*", true, "a/b", "GET, HEAD, DELETE, OPTIONS");
    row("GET", "/keys/required", "/keys/*", true, "required", "GET, HEAD, DELETE, OPTIONS");
    row("PUT", "/keys/p/required", "/keys/*/required", true, "p", "PUT, OPTIONS");
    row("PUT", "/keys/%2F/required", "/keys/*/required", true, "/", "PUT, OPTIONS");
    row("PUT", "/keys//required", "/keys/*/required", true, "", "PUT, OPTIONS");
    row("GET", "/keys/p/required", "/keys/*/required", false, "p", "PUT, OPTIONS");
    row("GET", "/keys/p/q", "/keys/*", false, "p", "GET, HEAD, DELETE, OPTIONS");
    row("PUT", "/keys/p/q/required", "/keys/*", false, "p", "GET, HEAD, DELETE, OPTIONS");
    row("GET", "/keys/p/required/q", "/keys/*", false, "p", "GET, HEAD, DELETE, OPTIONS");
    row("DELETE", "/clients", "-", false, "", "");
    row("DELETE", "/clients/", "/clients/**", true, "", "DELETE, OPTIONS");
    row("DELETE", "/clients/a/b", "/clients/**", true, "a/b", "DELETE, OPTIONS");
    row("GET", "/clients/a", "/clients/**", false, "a", "DELETE, OPTIONS");
}

void HttpRouteTableTest::finds()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, found);
    QFETCH(bool, hasMethod);
    QFETCH(QByteArray, rest);
    QFETCH(QByteArray, allowed);
    const HttpRouteTable routes = table();
    const auto match = routes.find(method, path);
    QCOMPARE(match ? QByteArray(match->path) : QByteArray("-"), found);
    if (!match)
        return;
    QCOMPARE(match->route != nullptr, hasMethod);
    QCOMPARE(match->rest, rest);
    QCOMPARE(match->allowed, hasMethod ? QByteArray() : allowed);
}

void HttpRouteTableTest::namesThePaths()
{
    QCOMPARE(table().paths(), QStringLiteral("/, /health, /keys and /clients"));
}

QTEST_GUILESS_MAIN(HttpRouteTableTest)
#include "tst_httproutetable.moc"
