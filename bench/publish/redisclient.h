// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <hiredis/hiredis.h>

#include <initializer_list>
#include <memory>
#include <string_view>

namespace broadcaster::bench {

struct FreeReply {
    void operator()(redisReply *reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

/// One connection to a Redis on this machine that never waits. Any failure ends the program, with
/// the reason on stderr.
class RedisClient final {
public:
    explicit RedisClient(int port);
    Q_DISABLE_COPY_MOVE(RedisClient)

    /// Collects a command, which leaves with the next flush().
    void append(std::initializer_list<std::string_view> words);
    void flush();
    /// Reads what has come, once.
    void read();
    /// The next answer or message; null when no whole one is there.
    [[nodiscard]] Reply next();

private:
    void check(bool ok) const;

    struct FreeContext {
        void operator()(redisContext *context) const { redisFree(context); }
    };
    std::unique_ptr<redisContext, FreeContext> m_context;
    bool m_isWritten = true; ///< All that was appended.
};

} // namespace broadcaster::bench
