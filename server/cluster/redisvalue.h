// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <memory>
#include <optional>
#include <span>
#include <vector>

struct redisReader;

namespace broadcaster {

/// One answer or message of Redis (RESP 2).
struct RedisValue {
    enum class Kind : quint8 { Nothing, Status, Error, Integer, Text, List };

    Kind kind = Kind::Nothing;
    qint64 number = 0; ///< Value of an Integer.
    /// Bytes of a Status, an Error or a Text. The memory behind a Text has ScanPadding more
    /// readable bytes, which are not part of its size.
    QByteArray text;
    std::vector<RedisValue> list;

    [[nodiscard]] bool isText(QByteArrayView expected) const
    {
        return kind == Kind::Text && text == expected;
    }
};

/// Makes values of a stream of bytes, by hiredis' parser.
class RedisParser final {
public:
    RedisParser();
    ~RedisParser();
    Q_DISABLE_COPY_MOVE(RedisParser)

    /// REQUIRES: next() has returned nothing.
    void feed(std::span<const char> bytes);
    /// Nothing: there is no whole value yet, or the stream has failed.
    [[nodiscard]] std::optional<RedisValue> next();
    /// The bytes were not Redis' protocol, or a value was too large.
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

private:
    struct Free {
        void operator()(redisReader *reader) const;
    };
    std::unique_ptr<redisReader, Free> m_reader;
    bool m_hasFailed = false;
};

/// The bytes of a command, by hiredis.
void appendRedisCommand(QByteArray &out, std::span<const QByteArray> words);

} // namespace broadcaster
