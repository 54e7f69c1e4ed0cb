// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <string_view>

namespace broadcaster {

inline std::string_view view(const QByteArray &bytes)
{
    return { bytes.constData(), static_cast<std::size_t>(bytes.size()) };
}

inline const QByteArray Get = "GET /health HTTP/1.1\r\nHost: h\r\n\r\n";
inline const QByteArray Chunked
    = "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
inline const QByteArray Upgrade = "GET /websocket?projectId=p HTTP/1.1\r\nHost: h\r\n"
                                  "Upgrade: websocket\r\nConnection: Upgrade\r\n\r\n";

inline QByteArray post(const QByteArray &body, const QByteArray &more = {})
{
    return "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: " + QByteArray::number(body.size())
        + "\r\n" + more + "\r\n" + body;
}

} // namespace broadcaster
