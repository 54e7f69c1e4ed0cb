// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/redistrouble.h"

#include <QtCore/QByteArray>

#include <algorithm>
#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Trouble {
    const char *beginning; ///< Beginning of Redis' error.
    const char *sentence;
};

constexpr std::array Troubles {
    Trouble { "WRONGPASS",
        "Redis refuses the user or the password; correct them in --cluster, with special "
        "characters percent-encoded" },
    Trouble { "ERR invalid password", "Redis refuses the password; correct it in --cluster" },
    Trouble {
        "ERR Client sent AUTH", "Redis asks for no password, but --cluster has one; take it out" },
    Trouble { "ERR AUTH <password> called without any password",
        "Redis asks for no password, but --cluster has one; take it out" },
    Trouble { "NOAUTH", "Redis asks for a password; put it into --cluster" },
    Trouble { "NOPERM",
        "the user lacks a right in Redis; give it the commands, keys and channels of the guide" },
    Trouble { "DENIED",
        "Redis is in protected mode, which admits its own machine only; give it a password, or "
        "bind it to a private address" },
    Trouble { "LOADING", "Redis is loading its data; it will be used when that is done" },
    Trouble { "MISCONF",
        "Redis refuses writes because it cannot save its data; free space on its disk, or turn "
        "off stop-writes-on-bgsave-error" },
    Trouble { "READONLY", "the server is a replica, which takes no writes; name its primary" },
    Trouble { "MASTERDOWN", "the server is a replica without its primary; name a primary" },
    Trouble { "OOM", "Redis has used up its maxmemory; raise it" },
    Trouble { "MOVED",
        "the server belongs to a Redis Cluster, which is not supported; name servers without "
        "cluster mode, as many as are needed" },
    Trouble { "CLUSTERDOWN",
        "the server belongs to a Redis Cluster, which is not supported; name servers without "
        "cluster mode, as many as are needed" },
    Trouble { "ERR max number of clients", "Redis has too many clients; raise its maxclients" },
    Trouble { "ERR unknown command",
        "the server lacks a command; Redis 7.0, Valkey 7.2 or a newer one is needed" },
    Trouble { "ERR syntax error",
        "the server lacks an option of a command; Redis 7.0, Valkey 7.2 or a newer one is needed" },
};

const Trouble *troubleOf(const QByteArray &error)
{
    const auto found = std::ranges::find_if(
        Troubles, [&](const Trouble &trouble) { return error.startsWith(trouble.beginning); });
    return found == Troubles.end() ? nullptr : found;
}

} // namespace

bool isServerTrouble(const QByteArray &error)
{
    return troubleOf(error);
}

QString redisTrouble(const QByteArray &error)
{
    const QString words = QString::fromUtf8(error.first(std::min<qsizetype>(error.size(), 200)));
    const Trouble *trouble = troubleOf(error);
    const QString sentence = trouble ? QString::fromLatin1(trouble->sentence)
                                     : u"Redis refuses a command"_s;
    return u"%1 (%2)"_s.arg(sentence, words);
}

} // namespace broadcaster
