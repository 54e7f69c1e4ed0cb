// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/requestreader.h"

#include "server/base/tuning.h"
#include "server/protocol/requestrefusal.h"
#include "server/protocol/requestsyntax.h"

// Beast 1.74 asserts that a last chunk has 5 bytes when it is looked at again; "0\r\n\r" has four.
// The bytes of a peer must not end a debug build.
#define BOOST_DISABLE_ASSERTS
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <array>
#include <optional>
#include <tuple>
#include <utility>

namespace broadcaster {

namespace http = boost::beast::http;

namespace {

using Parser = http::request_parser<http::string_body>;

/// Headers that have a meaning here and may not come twice: choosing one would be a guess (RFC 9110
/// 5.3; RFC 6455 11.3.1 and 11.3.5).
constexpr std::array Singletons = { "Authorization", "Content-Length", "Content-Type", "Origin",
    "Sec-WebSocket-Key", "Sec-WebSocket-Version", "User-Agent", "x-api-key",
    "X-Broadcaster-Console" };

constexpr qsizetype UsualHeaders = 16; ///< Room for those of a browser.
constexpr auto MaxHead = static_cast<std::size_t>(limits::MaxRequestHeadBytes);

QByteArray bytes(boost::beast::string_view text)
{
    return { text.data(), static_cast<qsizetype>(text.size()) };
}

/// Faults of the request line and of the request's identity (RFC 9112 3.2, RFC 9110 5.3).
std::optional<RequestRefusal> checkIdentity(const Parser::value_type &message)
{
    const QByteArray method = bytes(message.method_string());
    if (const QByteArray fault = targetFault(method, bytes(message.target())); !fault.isNull())
        return RequestRefusal { 400, fault };
    const auto hosts = message.count(http::field::host);
    if (hosts > 1 || (hosts == 0 && message.version() >= 11))
        return RequestRefusal { 400, "There must be exactly one Host header" };
    if (hosts == 1 && !isAuthority(bytes(message[http::field::host])))
        return RequestRefusal { 400,
            "The Host header is not a host name or address with a port or none" };
    for (const char *name : Singletons) {
        if (message.count(name) > 1)
            return RequestRefusal { 400, QByteArray("There must be at most one header ") + name };
    }
    return std::nullopt;
}

/// Faults of the transfer encoding that Beast accepts and RFC 9112 6.1 does not.
std::optional<RequestRefusal> checkTransfer(const Parser::value_type &message)
{
    if (message.count(http::field::transfer_encoding) == 0)
        return std::nullopt;
    if (message.count(http::field::content_length) != 0)
        return RequestRefusal { 400,
            "Content-Length and Transfer-Encoding must not come together" };
    if (message.version() < 11)
        return RequestRefusal { 400, "Transfer-Encoding needs HTTP/1.1" };
    if (message.count(http::field::transfer_encoding) != 1
        || !boost::beast::iequals(message[http::field::transfer_encoding], "chunked"))
        return RequestRefusal { 501, "The only transfer encoding that is understood is chunked" };
    return std::nullopt;
}

std::optional<RequestRefusal> checkHead(const Parser::value_type &message)
{
    const auto bad = checkIdentity(message);
    return bad ? bad : checkTransfer(message);
}

} // namespace

struct RequestReader::Private {
    [[nodiscard]] std::string_view unused() const;
    void parse();
    bool begin();
    bool parseHead();
    void parseBody();
    std::size_t put(boost::system::error_code &error);
    void takeHead();
    void finish();
    [[nodiscard]] RequestLine line() const;
    void fail(RequestRefusal refusal);

    std::optional<Parser> parser; ///< Serves one request; made when its first byte comes.
    QByteArray buffer;
    qsizetype used = 0; ///< Bytes of the buffer that the parser has finished.
    std::size_t headBytes = 0; ///< Finished bytes of the current head.
    State state = State::NeedHead;
    bool continueExpected = false;
    HttpRequest request;
    RequestRefusal refusal {};
};

std::string_view RequestReader::Private::unused() const
{
    return { buffer.constData() + used, static_cast<std::size_t>(buffer.size() - used) };
}

void RequestReader::Private::parse()
{
    if (state != State::NeedHead || parseHead()) {
        if (state == State::NeedBody)
            parseBody();
    }
    if (unused().empty()) { // An idle connection keeps no memory.
        buffer.clear();
        used = 0;
    }
}

/// True when the first byte of a request has come.
bool RequestReader::Private::begin()
{
    // Empty lines before a request are to be ignored (RFC 9112 2.2).
    while (unused().starts_with("\r\n"))
        used += 2;
    if (unused().empty() || unused() == "\r")
        return false;
    parser.emplace();
    parser->header_limit(static_cast<std::uint32_t>(MaxHead));
    parser->body_limit(static_cast<std::uint64_t>(limits::MaxRequestBodyBytes));
    parser->eager(false); // Until the head has been looked at.
    headBytes = 0;
    return true;
}

/// True when the head is whole and good.
bool RequestReader::Private::parseHead()
{
    if (!parser && !begin())
        return false;
    while (!parser->is_header_done()) {
        boost::system::error_code error;
        headBytes += put(error);
        // The parser limits the request line and the fields each for itself.
        const bool isTooLong = headBytes > MaxHead
            || (!parser->is_header_done() && headBytes + unused().size() > MaxHead);
        if (error == http::error::need_more) {
            if (isTooLong)
                fail(headTooLong());
            else if (unused().find("\r\n\r\n") != std::string_view::npos)
                fail({ 400, "The request line is too short" }); // The parser would wait for ever.
            return false;
        }
        if (error) {
            fail(parseRefusal(error, unused()));
            return false;
        }
        if (isTooLong) {
            fail(headTooLong());
            return false;
        }
    }
    if (const auto bad = checkHead(parser->get())) {
        fail(*bad);
        return false;
    }
    takeHead();
    return true;
}

void RequestReader::Private::takeHead()
{
    const Parser::value_type &message = parser->get();
    request = {};
    request.method = bytes(message.method_string());
    request.target = bytes(message.target());
    request.queryKey = takeApiKey(request.target);
    // A target of absolute form names the host, and overrides Host (RFC 9112 3.2.2).
    const QByteArrayView authority = authorityOf(request.target);
    request.headers.reserve(UsualHeaders);
    if (!authority.isNull())
        request.headers.emplaceBack("Host", authority.toByteArray());
    for (const auto &field : message) {
        if (authority.isNull() || field.name() != http::field::host)
            request.headers.emplaceBack(bytes(field.name_string()), bytes(field.value()));
    }
    request.keepAlive = parser->keep_alive();
    continueExpected = !parser->is_done() && message.version() >= 11
        && boost::beast::iequals(message[http::field::expect], "100-continue");
    state = State::NeedBody;
    parser->eager(true);
}

void RequestReader::Private::parseBody()
{
    while (!parser->is_done() && !unused().empty()) {
        boost::system::error_code error;
        const std::size_t taken = put(error);
        if (error && error != http::error::need_more) {
            fail(parseRefusal(error, {}));
            return;
        }
        if (error && taken == 0) {
            // Part of a chunk's header or of the trailer, which have a bound as well.
            if (unused().size() > MaxHead)
                fail(bodyTooLong());
            return;
        }
    }
    if (parser->is_done())
        finish();
}

std::size_t RequestReader::Private::put(boost::system::error_code &error)
{
    const std::string_view input = unused();
    const std::size_t taken = parser->put(
        boost::asio::const_buffer(input.data(), input.size()), error);
    used += static_cast<qsizetype>(taken);
    return taken;
}

void RequestReader::Private::finish()
{
    const std::string &body = parser->get().body();
    request.body = QByteArray(body.data(), static_cast<qsizetype>(body.size()));
    const bool upgrades = request.wantsWebSocket();
    if (upgrades && parser->get().version() < 11) {
        fail({ 400, "An upgrade to WebSocket needs HTTP/1.1" });
        return;
    }
    if (upgrades && request.method != "GET") { // RFC 6455 4.1
        fail({ 400, "An upgrade to WebSocket needs the method GET" });
        return;
    }
    state = upgrades ? State::Upgrade : State::Complete;
    continueExpected = false;
    parser.reset();
}

/// The request line without the key in it, as far as it is known; also a bad one.
RequestLine RequestReader::Private::line() const
{
    if (!parser || parser->get().target().empty())
        return requestLineOf(unused());
    RequestLine line { bytes(parser->get().method_string()), bytes(parser->get().target()) };
    std::ignore = takeApiKey(line.target);
    return line;
}

void RequestReader::Private::fail(RequestRefusal why)
{
    const RequestLine known = line();
    request.method = known.method;
    request.target = known.target;
    refusal = std::move(why);
    state = State::Failed;
    parser.reset();
    buffer.clear();
    used = 0;
}

RequestReader::RequestReader()
    : d(std::make_unique<Private>())
{
}

RequestReader::~RequestReader() = default;

RequestReader::State RequestReader::feed(std::string_view bytes)
{
    if (d->state == State::Failed)
        return d->state;
    d->buffer.remove(0, std::exchange(d->used, 0));
    d->buffer.append(bytes.data(), static_cast<qsizetype>(bytes.size()));
    d->parse();
    return d->state;
}

RequestReader::State RequestReader::next()
{
    if (d->state != State::Complete)
        return d->state; // A failed reader stays failed.
    d->request = {};
    d->state = State::NeedHead;
    d->parse();
    return d->state;
}

RequestReader::State RequestReader::state() const
{
    return d->state;
}

bool RequestReader::isInsideRequest() const
{
    return d->state == State::NeedBody || (d->state == State::NeedHead && d->parser);
}

bool RequestReader::takeContinueExpected()
{
    return std::exchange(d->continueExpected, false);
}

QByteArray RequestReader::target() const
{
    return d->state == State::NeedHead ? d->line().target : d->request.target;
}

bool RequestReader::isHead() const
{
    return (d->state == State::NeedHead ? d->line().method : d->request.method) == "HEAD";
}

const HttpRequest &RequestReader::request() const
{
    return d->request;
}

QByteArray RequestReader::takeRest()
{
    // A copy: the buffer has room for the whole head, and the rest may wait for long.
    const std::string_view rest = d->unused();
    const QByteArray taken(rest.data(), static_cast<qsizetype>(rest.size()));
    d->buffer = QByteArray();
    d->used = 0;
    return taken;
}

int RequestReader::status() const
{
    return d->refusal.status;
}

QByteArray RequestReader::reason() const
{
    return d->refusal.reason;
}

} // namespace broadcaster
