// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "server/gateway/requesthandler.h"

#include <functional>
#include <variant>

namespace broadcaster {

/// A request by a known caller.
struct HttpCall {
    HttpRequest request;
    Principal caller;
    ProjectId project; ///< The project of ProjectReaders and Clients; null for other callers.
    QByteArray rest; ///< The text in the path at the route's `*`, decoded. May not be UTF-8.
};

/// The methods of all paths together.
inline constexpr char AllMethods[] = "GET, HEAD, POST, PUT, DELETE, OPTIONS";

/// One method of one path of the port, and its answer.
struct HttpRoute {
    enum class Callers {
        Anybody,
        ProjectReaders, ///< All who may see the project of `?projectId=`.
        Clients, ///< All who may join the project of `?projectId=`.
        Consoles, ///< The holders of a key for consoles; the route refuses everybody else.
        Agents, ///< The holders of the service key and of the viewer key, while McpEndpoint is on.
        Operator, ///< The holder of the service key. Answers have the form of operatoranswer.h.
    };

    const char *method = nullptr; ///< GET answers HEAD, too.
    /// At the end, `*` stands for one segment, and `**` for all that follow. In the middle, `*`
    /// stands for one segment.
    const char *path = nullptr;
    Callers callers = Callers::Anybody;
    /// Replies at once or later, exactly once.
    std::function<void(const HttpCall &call, const HttpReply &reply)> answer {};
    bool isLarge = false; ///< The answer grows with the number of clients, keys or projects.
};

/// Makes the operation of a call, or the response that says what is wrong with the call.
template <AnOperation Op>
using ReadCall = std::variant<Op, HttpResponse> (*)(const HttpCall &call);
/// Makes the response of an answer.
template <AnOperation Op>
using ShowAnswer = HttpResponse (*)(
    const HttpCall &call, const Result<typename Op::Answer> &answer);

/// A route that asks one operation: HTTP in, HTTP out, and the console between them.
template <AnOperation Op>
HttpRoute operationRoute(Console &console, const char *method, const char *path,
    HttpRoute::Callers callers, ReadCall<Op> read, ShowAnswer<Op> show)
{
    HttpRoute route { method, path, callers };
    route.answer = [&console, read, show](const HttpCall &call, const HttpReply &reply) {
        auto op = read(call);
        if (auto *refusal = std::get_if<HttpResponse>(&op))
            return reply(std::move(*refusal));
        console.ask<Op>(std::get<Op>(std::move(op)), call.caller,
            [call, reply, show](
                const Result<typename Op::Answer> &answer) { reply(show(call, answer)); });
    };
    return route;
}

/// The same route, with an answer that may be large.
[[nodiscard]] inline HttpRoute large(HttpRoute route)
{
    route.isLarge = true;
    return route;
}

} // namespace broadcaster
