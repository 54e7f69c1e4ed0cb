// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/redisvalue.h"

#include "server/base/redislimits.h"
#include "server/protocol/envelope.h"

#include <hiredis/hiredis.h>

namespace broadcaster {

namespace {

// The parser builds a value through these functions. A part of a list is made in its place.

RedisValue *placeFor(const redisReadTask *task)
{
    if (!task->parent)
        return new RedisValue;
    auto *list = static_cast<RedisValue *>(task->parent->obj);
    return &list->list[static_cast<size_t>(task->idx)];
}

void *createText(const redisReadTask *task, char *bytes, size_t size)
{
    RedisValue *value = placeFor(task);
    value->kind = task->type == REDIS_REPLY_ERROR ? RedisValue::Kind::Error
        : task->type == REDIS_REPLY_STATUS        ? RedisValue::Kind::Status
                                                  : RedisValue::Kind::Text;
    const auto length = static_cast<qsizetype>(size);
    value->text.reserve(length + ScanPadding);
    value->text.append(bytes, length);
    return value;
}

/// `int` in hiredis 0.14, `size_t` in 1.0.
template <typename Count>
void *createList(const redisReadTask *task, Count count)
{
    if (count > static_cast<Count>(limits::MaxRedisListSize))
        return nullptr;
    RedisValue *value = placeFor(task);
    value->kind = RedisValue::Kind::List;
    value->list.resize(static_cast<size_t>(count));
    return value;
}

void *createInteger(const redisReadTask *task, long long number)
{
    RedisValue *value = placeFor(task);
    value->kind = RedisValue::Kind::Integer;
    value->number = number;
    return value;
}

void *createNothing(const redisReadTask *task)
{
    return placeFor(task);
}

void freeValue(void *value)
{
    delete static_cast<RedisValue *>(value);
}

redisReplyObjectFunctions valueFunctions()
{
    redisReplyObjectFunctions functions {}; // A newer hiredis has more of them, for RESP 3.
    functions.createString = createText;
    functions.createArray = [](const redisReadTask *task, auto count) -> void * {
        return createList(task, count);
    };
    functions.createInteger = createInteger;
    functions.createNil = createNothing;
    functions.freeObject = freeValue;
    return functions;
}

} // namespace

RedisParser::RedisParser()
{
    static redisReplyObjectFunctions functions = valueFunctions();
    m_reader.reset(redisReaderCreateWithFunctions(&functions));
    if (!m_reader)
        qFatal("out of memory for Redis");
}

RedisParser::~RedisParser() = default;

void RedisParser::Free::operator()(redisReader *reader) const
{
    redisReaderFree(reader);
}

void RedisParser::feed(std::span<const char> bytes)
{
    const size_t unread = m_reader->len - m_reader->pos + bytes.size();
    if (m_hasFailed || unread > limits::MaxRedisValueBytes
        || redisReaderFeed(m_reader.get(), bytes.data(), bytes.size()) != REDIS_OK)
        m_hasFailed = true;
}

std::optional<RedisValue> RedisParser::next()
{
    void *made = nullptr;
    if (m_hasFailed || redisReaderGetReply(m_reader.get(), &made) != REDIS_OK) {
        m_hasFailed = true;
        return std::nullopt;
    }
    if (!made)
        return std::nullopt;
    const std::unique_ptr<RedisValue> value(static_cast<RedisValue *>(made));
    return std::move(*value);
}

void appendRedisCommand(QByteArray &out, std::span<const QByteArray> words)
{
    std::vector<const char *> starts;
    std::vector<size_t> sizes;
    starts.reserve(words.size());
    sizes.reserve(words.size());
    for (const QByteArray &word : words) {
        starts.push_back(word.constData());
        sizes.push_back(static_cast<size_t>(word.size()));
    }
    char *bytes = nullptr;
    const auto size = redisFormatCommandArgv(
        &bytes, static_cast<int>(words.size()), starts.data(), sizes.data());
    if (size < 0)
        qFatal("out of memory for Redis");
    out.append(bytes, size);
    ::free(bytes); // NOLINT: hiredis allocates by malloc
}

} // namespace broadcaster
