// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Lines of headers, an empty line, and the body of a `POST /mcp`: every call is answered once, in
// JSON-RPC with its own id, and no answer is too large.

#include "server/base/handlers.h"
#include "server/base/tuning.h"
#include "server/mcp/mcpendpoint.h"
#include "tests/fuzz/check.h"

#include <QtCore/QJsonDocument>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Has an answer for every caller: that it does not run.
class IdleConsole final : public LocalConsole {
public:
    void attachObserver(QObject *) override { }
    void detachObserver(QObject *) override { }
};

HttpRequest requestOf(const QByteArray &input)
{
    HttpRequest request;
    request.method = "POST";
    request.target = "/mcp";
    const qsizetype end = input.indexOf("\n\n");
    for (const QByteArray &line : input.first(std::max<qsizetype>(0, end)).split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            request.headers.emplaceBack(line.first(colon), line.sliced(colon + 1).trimmed());
    }
    request.body = end < 0 ? input : input.sliced(end + 2);
    return request;
}

void checkAnswer(const HttpRequest &request, const HttpResponse &response)
{
    check(response.body.size() <= limits::MaxMcpAnswerBytes, "no answer is too large");
    if (response.status == 202) {
        check(response.body.isEmpty(), "a notification has no answer");
        return;
    }
    const QJsonObject answer = QJsonDocument::fromJson(response.body).object();
    check(answer.value("jsonrpc"_L1).toString() == "2.0"_L1, "an answer is JSON-RPC");
    check(
        answer.contains("result"_L1) != answer.contains("error"_L1), "it is a result or an error");
    const auto read = readRpc(request.body);
    const auto *message = std::get_if<RpcMessage>(&read);
    if (!message || answer.value("id"_L1).isNull())
        check(response.status >= 400, "only what cannot be read has no id");
    else
        check(answer.value("id"_L1) == message->id, "an answer has the id of its call");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    static IdleConsole console;
    static McpEndpoint endpoint(console);
    BrokerConfig config;
    config.mcp = true;
    config.mcpWrite = true;
    config.keepMessages = 1;
    endpoint.configure(config);
    const HttpRequest request = requestOf(inputBytes(data, size));
    int answers = 0;
    endpoint.answer(request, Principal::serviceKey(), [&](const HttpAnswer &answer) {
        ++answers;
        checkAnswer(request, std::get<HttpResponse>(answer));
    });
    check(answers == 1, "a call is answered once");
    return 0;
}
