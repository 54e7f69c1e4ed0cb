// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/publish/redisclient.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace broadcaster::bench {

RedisClient::RedisClient(int port)
    : m_context(redisConnectNonBlock("127.0.0.1", port))
{
    check(m_context != nullptr);
    const int on = 1;
    setsockopt(m_context->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void RedisClient::check(bool ok) const
{
    if (ok && m_context->err == 0)
        return;
    std::fprintf(
        stderr, "broadcaster-publish: Redis: %s\n", m_context ? m_context->errstr : "no memory");
    std::exit(1);
}

void RedisClient::append(std::initializer_list<std::string_view> words)
{
    std::array<const char *, 4> texts {};
    std::array<size_t, 4> sizes {};
    size_t count = 0;
    for (const std::string_view word : words) {
        texts.at(count) = word.data();
        sizes.at(count++) = word.size();
    }
    check(
        redisAppendCommandArgv(m_context.get(), static_cast<int>(count), texts.data(), sizes.data())
        == REDIS_OK);
    m_isWritten = false;
}

void RedisClient::flush()
{
    if (m_isWritten)
        return;
    int isDone = 0;
    check(redisBufferWrite(m_context.get(), &isDone) == REDIS_OK);
    m_isWritten = isDone != 0;
}

void RedisClient::read()
{
    check(redisBufferRead(m_context.get()) == REDIS_OK);
}

Reply RedisClient::next()
{
    void *reply = nullptr;
    check(redisGetReplyFromReader(m_context.get(), &reply) == REDIS_OK);
    Reply owned(static_cast<redisReply *>(reply));
    if (owned && owned->type == REDIS_REPLY_ERROR) {
        std::fprintf(stderr, "broadcaster-publish: Redis: %s\n", owned->str);
        std::exit(1);
    }
    return owned;
}

} // namespace broadcaster::bench
