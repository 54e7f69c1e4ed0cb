// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// The bytes of a connection that speaks HTTP: the result does not depend on how they are split.

#include "server/api/ids.h"
#include "server/base/tuning.h"
#include "server/protocol/requestreader.h"
#include "server/protocol/requestsyntax.h"
#include "server/protocol/utf8check.h"
#include "tests/fuzz/check.h"

#include <algorithm>

using namespace broadcaster;
using State = RequestReader::State;

namespace {

bool isUtf8(const QByteArray &text)
{
    Utf8Check utf8;
    return utf8.take(view(text)) && utf8.isComplete();
}

/// A name of a project, if it is one.
QByteArray checkedName(const QByteArray &text)
{
    const Result<ProjectId> project = ProjectId::fromUtf8(text);
    check(!project || isUtf8(project->utf8()), "the name of a project is UTF-8");
    return project ? project->utf8() : "none";
}

int countOf(const HttpRequest &request, const char *name)
{
    return static_cast<int>(std::count_if(request.headers.begin(), request.headers.end(),
        [&](const auto &header) { return header.first.compare(name, Qt::CaseInsensitive) == 0; }));
}

/// A request that is handed out is never like this.
void checkIdentity(const HttpRequest &request)
{
    for (const char *name : { "Host", "Authorization", "Origin", "Sec-WebSocket-Key", "x-api-key" })
        check(countOf(request, name) <= 1, "a header of which one counts comes once");
    const QByteArray host = request.header("Host");
    check(host.isNull() || isAuthority(host), "Host names a host");
    check(request.path().startsWith('/') || request.path() == "*", "a path begins with a slash");
    check(!request.wantsWebSocket() || request.method == "GET", "an upgrade is a GET");
}

QByteArray described(const HttpRequest &request)
{
    check(request.body.size() <= limits::MaxRequestBodyBytes, "a body is within the limit");
    checkIdentity(request);
    QByteArray text = request.method + '\n' + request.target + '\n' + request.body + '\n'
        + request.path() + '\n' + request.query() + '\n'
        + checkedName(queryValue(request.query(), "projectId").value_or("none"))
        + checkedName(percentDecoded(request.path())) + (request.keepAlive ? "\nkeep" : "\nclose")
        + (request.wantsWebSocket() ? " websocket\n" : "\n");
    for (const auto &[name, value] : request.headers) {
        check(!name.contains('\n') && !value.contains('\n'), "a header is a line");
        text += name + ": " + value + '\n';
    }
    return text;
}

class Feeder final {
public:
    void feed(const QByteArray &bytes)
    {
        if (m_reader.state() == State::Upgrade) {
            m_rest += bytes;
            return;
        }
        if (m_reader.state() == State::Failed) {
            check(m_reader.feed(view(bytes)) == State::Failed, "a failed reader reads no more");
            check(m_reader.next() == State::Failed, "a failed reader reads no more");
            return;
        }
        m_reader.feed(view(bytes));
        while (m_reader.state() == State::Complete) {
            m_events += described(m_reader.request());
            m_reader.next();
        }
        if (m_reader.state() == State::Upgrade) {
            m_events += described(m_reader.request());
            check(m_reader.request().wantsWebSocket(), "only a WebSocket ends HTTP");
            m_rest = m_reader.takeRest();
        }
    }
    [[nodiscard]] QByteArrayList events() const
    {
        QByteArrayList all = m_events;
        all += QByteArray::number(static_cast<int>(m_reader.state()));
        if (m_reader.state() == State::Failed) {
            check(m_reader.status() >= 400 && m_reader.status() <= 505, "an error has a status");
            check(!m_reader.reason().isEmpty(), "an error says what it is");
        }
        all += m_rest;
        return all;
    }

private:
    RequestReader m_reader;
    QByteArrayList m_events;
    QByteArray m_rest;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    // A head that comes in parts may be found bad only at its end, so it is ended. The reported
    // fault may depend on how many bytes had come.
    const QByteArray bytes = inputBytes(data, size) + "\r\n\r\n";
    Feeder whole;
    whole.feed(bytes);
    Feeder inPieces;
    forEachPiece(bytes, [&](const QByteArray &piece) { inPieces.feed(piece); });
    check(whole.events() == inPieces.events(), "pieces give the same requests");
    return 0;
}
