// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/protocol/requesthead.h"

#include <QtCore/QByteArray>

#include <memory>
#include <span>

namespace broadcaster {

/// Reads HTTP/1.1 requests from the bytes of one connection (RFC 9112), with limits on head and
/// body. Pure: bytes in, requests out. Pipelined requests come one after the other.
class RequestReader final {
public:
    enum class State {
        NeedHead, ///< No bytes, or part of a head.
        NeedBody, ///< The head is whole, the body is not.
        Complete, ///< request() is whole; call next() to go on behind it.
        /// HTTP ends with an upgrade: request() is whole and the bytes behind it belong to the
        /// WebSocket. Reached only by a GET with `Upgrade: websocket`; other methods fail.
        Upgrade,
        Failed, ///< Final: status() and reason() say why, and nothing more is read.
    };

    RequestReader();
    ~RequestReader();
    Q_DISABLE_COPY_MOVE(RequestReader)

    /// Adds bytes and reads on. Returns state().
    State feed(std::string_view bytes);
    /// Drops the complete request and reads on in the bytes that have come already. In another
    /// state it does nothing.
    State next();

    [[nodiscard]] State state() const;
    /// True when a request has begun and is not complete: a deadline applies.
    [[nodiscard]] bool isInsideRequest() const;
    /// The head has `Expect: 100-continue` and its body has not come. True once per request.
    [[nodiscard]] bool takeContinueExpected();
    /// REQUIRES: Complete or Upgrade.
    [[nodiscard]] const HttpRequest &request() const;
    /// Bytes that came behind the request. REQUIRES: Upgrade.
    [[nodiscard]] QByteArray takeRest();
    /// 400, 413 (body), 431 (head), 501 (transfer encoding), 505 (version). REQUIRES: Failed.
    [[nodiscard]] int status() const;
    [[nodiscard]] QByteArray reason() const;
    /// The target of the current request, also of a failed one or of a part of one; empty while it
    /// is not known. Without a key, and perhaps without its query.
    [[nodiscard]] QByteArray target() const;
    /// The method of that request is HEAD: its answer has no body.
    [[nodiscard]] bool isHead() const;

private:
    struct Private; // Keeps the HTTP parser's headers out of other files.
    std::unique_ptr<Private> d;
};

} // namespace broadcaster
