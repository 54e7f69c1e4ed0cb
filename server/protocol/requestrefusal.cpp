// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/requestrefusal.h"

#include "server/base/tuning.h"

#include <QtCore/QString>

#include <boost/beast/http/error.hpp>

namespace broadcaster {

namespace http = boost::beast::http;

namespace {

/// `head` is the parser's input: it calls anything after the target a bad version.
RequestRefusal badVersion(std::string_view head)
{
    const std::string_view line = head.substr(0, head.find_first_of("\r\n"));
    const std::size_t target = line.find(' ') + 1;
    const std::string_view version = line.substr(line.find(' ', target) + 1);
    if (version == "HTTP/1.1" || version == "HTTP/1.0")
        return { 400, "The request line does not end with CR LF" };
    const bool isVersion = version.starts_with("HTTP/") && version.size() > 5 && version[5] >= '0'
        && version[5] <= '9' && version.find(' ') == std::string_view::npos;
    if (!isVersion)
        return { 400, "The request line does not end with an HTTP version" };
    return { 505, "The HTTP version is not 1.1 or 1.0" };
}

} // namespace

RequestRefusal headTooLong()
{
    return { 431,
        "The request line and headers have more than "
            + QByteArray::number(limits::MaxRequestHeadBytes) + " bytes" };
}

RequestRefusal bodyTooLong()
{
    return { 413,
        "The body has more than " + QByteArray::number(limits::MaxRequestBodyBytes) + " bytes" };
}

RequestRefusal parseRefusal(const boost::system::error_code &error, std::string_view head)
{
    if (error.category() != make_error_code(http::error::bad_method).category())
        return { 400, "The request is malformed" };
    switch (static_cast<http::error>(error.value())) {
    case http::error::header_limit:
    case http::error::buffer_overflow:
        return headTooLong();
    case http::error::body_limit:
        return bodyTooLong();
    case http::error::bad_version:
        return badVersion(head);
    case http::error::bad_method:
        return { 400, "The method is not a token" };
    case http::error::bad_target:
        return { 400, "The request target is empty or has a character that is not allowed" };
    case http::error::bad_line_ending:
        return { 400, "A line does not end with CR LF" };
    case http::error::bad_field:
        return { 400, "The name of a header is not a token" };
    case http::error::bad_value:
        return { 400, "The value of a header has a character that is not allowed" };
    case http::error::bad_obs_fold:
        return { 400, "A header goes on over too many lines" };
    case http::error::bad_content_length:
        return { 400, "Content-Length is not one number, or comes with Transfer-Encoding" };
    case http::error::bad_transfer_encoding:
        return { 400, "Transfer-Encoding is repeated, or comes with Content-Length" };
    case http::error::bad_chunk:
    case http::error::bad_chunk_extension:
        return { 400, "The body is not chunked as it should be" };
    default:
        return { 400, "The request is malformed" };
    }
}

} // namespace broadcaster
