// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// The bytes of a connection that speaks HTTP: what is read does not depend on how they come.

#include "server/api/limits.h"
#include "server/protocol/requestreader.h"
#include "server/protocol/utf8check.h"
#include "tests/fuzz/check.h"

using namespace broadcaster;
using State = RequestReader::State;

namespace {

bool isUtf8(const QByteArray &text)
{
    Utf8Check utf8;
    return utf8.take(view(text)) && utf8.isComplete();
}

QByteArray described(const HttpRequest &request)
{
    check(request.body.size() <= limits::MaxRequestBodyBytes, "a body is within the limit");
    check(isUtf8(formDecoded(request.query())), "what is decoded is UTF-8");
    check(isUtf8(percentDecoded(request.path())), "what is decoded is UTF-8");
    QByteArray text = request.method + '\n' + request.target + '\n' + request.body + '\n'
        + request.path() + '\n' + request.query() + '\n'
        + queryValue(request.query(), "projectId").value_or("none")
        + (request.keepAlive ? "\nkeep" : "\nclose")
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
        if (m_reader.state() == State::Failed)
            return;
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
    // A head that comes in parts may be found bad only where it ends: so it does. What is said to
    // be wrong with it may depend on how much had come.
    const QByteArray bytes = inputBytes(data, size) + "\r\n\r\n";
    Feeder whole;
    whole.feed(bytes);
    Feeder inPieces;
    forEachPiece(bytes, [&](const QByteArray &piece) { inPieces.feed(piece); });
    check(whole.events() == inPieces.events(), "pieces give the same requests");
    return 0;
}
