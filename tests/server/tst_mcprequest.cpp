// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/mcp/mcprequest.h"

#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

HttpRequest post(const QByteArray &body, const QList<std::pair<QByteArray, QByteArray>> &headers)
{
    HttpRequest request;
    request.method = "POST";
    request.target = "/mcp";
    request.headers = headers;
    request.body = body;
    return request;
}

QByteArray call(const QByteArray &method, const QByteArray &params = "{}")
{
    return "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"" + method + "\",\"params\":" + params + '}';
}

/// Parameters of a stateless call of a version; without its capabilities if they are null.
QByteArray stateless(const QByteArray &version, const QByteArray &more = {},
    const QByteArray &capabilities = "\"io.modelcontextprotocol/clientCapabilities\":{}")
{
    QByteArray meta = "\"io.modelcontextprotocol/protocolVersion\":\"" + version + '\"';
    if (!capabilities.isNull())
        meta += ',' + capabilities;
    return '{' + more + "\"_meta\":{" + meta + "}}";
}

} // namespace

class McpRequestTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void namesTheVersions();
    void shakesHands();
    void writes();
};

void McpRequestTest::reads_data()
{
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Headers>("headers");
    QTest::addColumn<bool>("isStateless");
    QTest::addColumn<bool>("isNotification");
    const Headers none;
    const Headers old { { "MCP-Protocol-Version", "2025-06-18" } };
    const Headers first { { "MCP-Protocol-Version", "2024-11-05" } };
    const auto modern = [](const char *method, const char *name = nullptr) {
        Headers headers { { "mcp-protocol-version", "2026-07-28" }, { "mcp-method", method } };
        if (name)
            headers.emplaceBack("Mcp-Name", name);
        return headers;
    };
    QTest::newRow("ping") << call("ping") << none << false << false;
    QTest::newRow("of an old version") << call("ping") << old << false << false;
    QTest::newRow("handshake") << call("initialize") << first << false << false;
    QTest::newRow("told") << QByteArray("{\"jsonrpc\":\"2.0\",\"method\":\"n/x\"}") << none << false
                          << true;
    QTest::newRow("discover") << call("server/discover", stateless("2026-07-28"))
                              << modern("server/discover") << true << false;
    const QByteArray named = stateless("2026-07-28", "\"name\":\"caf\\u00e9\",");
    QTest::newRow("encoded name") << call("tools/call", named)
                                  << modern("tools/call", "=?base64?Y2Fmw6k=?=") << true << false;
    QTest::newRow("plain name") << call("tools/call", named) << modern("tools/call", "caf\xc3\xa9")
                                << true << false;
}

void McpRequestTest::reads()
{
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    QFETCH(QByteArray, body);
    QFETCH(Headers, headers);
    const auto read = readMcp(post(body, headers));
    const auto *request = std::get_if<McpRequest>(&read);
    QVERIFY(request);
    QTEST(request->isStateless, "isStateless");
    QTEST(request->message.isNotification(), "isNotification");
}

void McpRequestTest::refuses_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("version");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, const QByteArray &body, const char *version,
                         const char *method, int code) {
        QTest::newRow(name) << body << QByteArray(version) << QByteArray(method) << code;
    };
    using namespace rpccode;
    const QByteArray list = call("tools/list", stateless("2026-07-28"));
    row("not JSON", "{", "", "", ParseError);
    row("not UTF-8", "{\"\xff\":1}", "", "", ParseError);
    row("deep", QByteArray(3000, '['), "", "", ParseError);
    row("batch", "[" + call("ping") + "]", "", "", InvalidRequest);
    row("answer", "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}", "", "", InvalidRequest);
    row("id true", "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"ping\"}", "", "", InvalidRequest);
    row("id 2^53", "{\"jsonrpc\":\"2.0\",\"id\":9007199254740992,\"method\":\"ping\"}", "", "",
        InvalidRequest);
    row("no headers", list, "", "", HeaderMismatch);
    row("no method", list, "2026-07-28", "", HeaderMismatch);
    row("other method", list, "2026-07-28", "Tools/list", HeaderMismatch);
    row("other version", list, "2025-11-25", "tools/list", HeaderMismatch);
    row("no version", call("tools/list"), "2026-07-28", "tools/list", InvalidParams);
    row("discover without version", call("server/discover"), "", "", InvalidParams);
    row("no capabilities", call("tools/list", stateless("2026-07-28", {}, QByteArray())),
        "2026-07-28", "tools/list", InvalidParams);
    row("future", call("tools/list", stateless("2031-01-01")), "2031-01-01", "tools/list",
        UnsupportedVersion);
    row("old in a new form", call("tools/list", stateless("2025-11-25")), "2025-11-25",
        "tools/list", UnsupportedVersion);
    row("unknown", call("ping"), "2025-03-26", "", UnsupportedVersion);
}

void McpRequestTest::refuses()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, version);
    QFETCH(QByteArray, method);
    QList<std::pair<QByteArray, QByteArray>> headers;
    if (!version.isEmpty())
        headers.emplaceBack("MCP-Protocol-Version", version);
    if (!method.isEmpty())
        headers.emplaceBack("Mcp-Method", method);
    const auto read = readMcp(post(body, headers));
    const auto *refusal = std::get_if<McpRefusal>(&read);
    QVERIFY(refusal);
    QCOMPARE(refusal->status, 400);
    QTEST(refusal->error.code, "code");
    QVERIFY(!refusal->error.message.isEmpty());
}

void McpRequestTest::namesTheVersions()
{
    const auto read = readMcp(post(call("ping"), { { "MCP-Protocol-Version", "1" } }));
    const QJsonObject data = std::get<McpRefusal>(read).error.data.toObject();
    QCOMPARE(data.value("requested"_L1).toString(), u"1"_s);
    QCOMPARE(data.value("supported"_L1).toVariant().toStringList(), mcpVersions());
}

void McpRequestTest::shakesHands()
{
    QCOMPARE(handshakeVersion(u"2025-11-25"_s), u"2025-11-25"_s);
    QCOMPARE(handshakeVersion(u"2025-06-18"_s), u"2025-06-18"_s);
    QCOMPARE(handshakeVersion(u"2024-11-05"_s), u"2025-11-25"_s);
    QCOMPARE(handshakeVersion({}), u"2025-11-25"_s);
    QCOMPARE(handshakeVersion(u"2026-07-28"_s), u"2025-11-25"_s);
}

void McpRequestTest::writes()
{
    QCOMPARE(writeRpc(u"a"_s, { { u"b"_s, 1 } }),
        "{\"id\":\"a\",\"jsonrpc\":\"2.0\",\"result\":{\"b\":1}}");
    QCOMPARE(writeRpc(RpcError { QJsonValue::Null, -1, u"no"_s }),
        "{\"error\":{\"code\":-1,\"message\":\"no\"},\"id\":null,\"jsonrpc\":\"2.0\"}");
}

QTEST_GUILESS_MAIN(McpRequestTest)
#include "tst_mcprequest.moc"
