// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/options.h"

#include "server/api/ipaddress.h"
#include "server/api/redisurl.h"
#include "server/api/webaddress.h"

#include <limits>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using S = StartOptions;
using C = BrokerConfig;
using Topic = OptionTopic;
using Effect = OptionEffect;

constexpr const char *CompressionLabels[] { QT_TRANSLATE_NOOP("options", "For no client"),
    QT_TRANSLATE_NOOP("options", "For clients on other machines"),
    QT_TRANSLATE_NOOP("options", "For all clients") };

constexpr qint64 KiB = 1024;
constexpr qint64 MiB = 1024 * KiB;
constexpr qint64 GiB = 1024 * MiB;

QString listenAddress(const QString &text)
{
    return isListenAddress(text) ? text : QString();
}

QString originOrAny(const QString &text)
{
    return text == AnyOrigin ? text : normalOrigin(text);
}

constexpr Option Table[] {
    { .name = "server",
        .member = &S::isServer,
        .topic = Topic::Program,
        .help = "Runs the broker without a window." },
    { .name = "config",
        .member = &S::configPath,
        .topic = Topic::Program,
        .valueName = "PATH",
        .help = "Configuration file, or folder with files *.conf, in place of the usual ones.",
        .details = "See [Configuration files](#configuration-files).",
        .defaultText = "`/etc/broadcaster/broadcaster.conf` and `/etc/broadcaster/conf.d` with "
                       "`--server`, else `~/.config/broadcaster/options.conf`" },
    { .name = "open",
        .member = &S::openFile,
        .topic = Topic::Program,
        .valueName = "FILE",
        .help = "Capture or HAR file that the window shows; a window with the same database shows "
                "it if there is one.",
        .details = "FILE alone does the same. See [captures](capture.md).",
        .form = "the path of a file, such as traffic.jsonl",
        .hasVariable = false },
    { .name = "check-config",
        .member = &S::checksConfig,
        .topic = Topic::Program,
        .help = "Says what is wrong with the options and the files that they name, and exits.",
        .hasVariable = false },
    { .name = "print-config",
        .member = &S::printsConfig,
        .topic = Topic::Program,
        .help = "Prints all options as a configuration file, with the origin of each value, and "
                "exits.",
        .hasVariable = false },
    { .name = "help",
        .member = &S::printsHelp,
        .topic = Topic::Program,
        .help = "Prints the options and exits.",
        .hasVariable = false,
        .letter = 'h' },
    { .name = "version",
        .member = &S::printsVersion,
        .topic = Topic::Program,
        .help = "Prints the version and exits.",
        .hasVariable = false,
        .letter = 'v' },

    { .name = "listen",
        .member = &C::listenAddresses,
        .topic = Topic::Listening,
        .label = QT_TRANSLATE_NOOP("options", "Addresses"),
        .valueName = "ADDRESS",
        .help = QT_TRANSLATE_NOOP(
            "options", "IP address or localhost to listen on; 0.0.0.0 and :: stand for all."),
        .form = QT_TRANSLATE_NOOP("options", "an IP address, such as 127.0.0.1, ::1 or 0.0.0.0"),
        .normal = listenAddress,
        .reason = ErrorReason::OptionNotAddress,
        .minimum = 1,
        .maximum = 16,
        .effect = Effect::NewConnections },
    { .name = "port",
        .member = &C::port,
        .topic = Topic::Listening,
        .label = QT_TRANSLATE_NOOP("options", "Port"),
        .valueName = "PORT",
        .help = QT_TRANSLATE_NOOP("options", "Port to listen on; 0 takes any free one."),
        .unit = Unit::Port,
        .maximum = std::numeric_limits<quint16>::max(),
        .effect = Effect::NewConnections },
    { .name = "compression",
        .member = &C::compression,
        .topic = Topic::Listening,
        .label = QT_TRANSLATE_NOOP("options", "Compression"),
        .valueName = "CLIENTS",
        .help = QT_TRANSLATE_NOOP(
            "options", "Clients whose messages are compressed if they ask for it."),
        .details = "`remote` means those on other machines. It is `permessage-deflate` (RFC 7692), "
                   "which saves bandwidth and costs processor time. See "
                   "[compression](protocol.md#compression).",
        .choices = "off remote all",
        .choiceLabels = CompressionLabels,
        .effect = Effect::NewConnections },

    { .name = "tls-cert",
        .member = &C::tlsCertificate,
        .topic = Topic::Tls,
        .label = QT_TRANSLATE_NOOP("options", "Certificate file"),
        .valueName = "FILE",
        .help = QT_TRANSLATE_NOOP("options",
            "PEM file with the certificate and its signers; the port then speaks "
            "wss:// and https:// only."),
        .details = "Needs `--tls-key`. See [TLS](tls.md).",
        .form = "the path of a file, such as /etc/ssl/broker.pem",
        .effect = Effect::NewConnections },
    { .name = "tls-key",
        .member = &C::tlsKey,
        .topic = Topic::Tls,
        .label = QT_TRANSLATE_NOOP("options", "Private key file"),
        .valueName = "FILE",
        .help = QT_TRANSLATE_NOOP("options",
            "PEM file with the private key of the certificate. Only its owner may be able "
            "to read it."),
        .details = "A file of root's may be readable by its group, too. Needs `--tls-cert`.",
        .form = "the path of a file, such as /etc/ssl/private/broker.key",
        .effect = Effect::NewConnections },

    { .name = "allow-origin",
        .member = &C::allowedOrigins,
        .topic = Topic::Access,
        .label = QT_TRANSLATE_NOOP("options", "Allowed origins"),
        .valueName = "ORIGIN",
        .help = QT_TRANSLATE_NOOP("options",
            "Web pages that may connect beside those of this machine; * stands for all."),
        .details = "Pages of the broker's own host may always connect. Application shells send "
                   "other forms, such as `file://`, `app://.` or `vscode-webview://…`: write them "
                   "as they are sent, or `vscode-webview://*` for all of such a scheme. `null` "
                   "admits every web site, by a sandboxed frame.",
        .form = QT_TRANSLATE_NOOP("options", "an origin, such as https://app.example.com"),
        .normal = originOrAny,
        .reason = ErrorReason::OptionNotOrigin,
        .maximum = 100,
        .effect = Effect::NewConnections },
    { .name = "allow-host",
        .member = &C::allowedHosts,
        .topic = Topic::Access,
        .label = QT_TRANSLATE_NOOP("options", "Allowed host names"),
        .valueName = "HOST",
        .help = QT_TRANSLATE_NOOP("options",
            "Name that a broker answers to beside localhost while it listens on this "
            "machine only, such as that of a proxy before it."),
        .details = "A broker that listens elsewhere answers to every name; if names are given, "
                   "only pages of those count as its own.",
        .form = QT_TRANSLATE_NOOP("options", "a host without a port, such as broker.example.com"),
        .normal = normalHost,
        .reason = ErrorReason::OptionNotHost,
        .maximum = 100,
        .effect = Effect::NewConnections },
    { .name = "trusted-proxy",
        .member = &C::trustedProxies,
        .topic = Topic::Access,
        .label = QT_TRANSLATE_NOOP("options", "Trusted proxies"),
        .valueName = "ADDRESS[/PREFIX]",
        .help = QT_TRANSLATE_NOOP("options",
            "Proxy, or network of proxies, whose Forwarded or X-Forwarded-For header "
            "names the client."),
        .details = "Limits, the log, `/status` and the window then use that address; see "
                   "[Behind a proxy](protocol.md#9-behind-a-proxy).",
        .form = QT_TRANSLATE_NOOP("options", "an IP address or a network, such as 10.0.0.0/8"),
        .normal = normalNetwork,
        .reason = ErrorReason::OptionNotNetwork,
        .maximum = 100,
        .effect = Effect::NewConnections },
    { .name = "proxy-protocol",
        .member = &C::proxyProtocol,
        .topic = Topic::Access,
        .help = "Expects every connection to begin with a PROXY header, version 1 or 2, before "
                "TLS.",
        .details = "If there are trusted proxies, the header is accepted from them only. Needs "
                   "`--server`.",
        .effect = Effect::NewConnections },

    { .name = "mcp",
        .member = &C::mcp,
        .topic = Topic::Agents,
        .label = QT_TRANSLATE_NOOP("options", "Model Context Protocol"),
        .help = QT_TRANSLATE_NOOP("options",
            "Lets AI agents that have the service key or the viewer key look at the broker by "
            "POST /mcp."),
        .details = "See [AI agents](mcp.md).",
        .effect = Effect::AtOnce },
    { .name = "mcp-write",
        .member = &C::mcpWrite,
        .topic = Topic::Agents,
        .label = QT_TRANSLATE_NOOP("options", "Agents may act"),
        .help = QT_TRANSLATE_NOOP("options",
            "Lets agents that have the service key also send messages and disconnect clients."),
        .details = "Has an effect only with `--mcp`.",
        .effect = Effect::AtOnce },
    { .name = "keep-messages",
        .member = &C::keepMessages,
        .topic = Topic::Agents,
        .label = QT_TRANSLATE_NOOP("options", "Kept messages"),
        .valueName = "N",
        .help = QT_TRANSLATE_NOOP("options",
            "Latest messages that the broker keeps in memory for questions of agents; 0 keeps "
            "none."),
        .details = "At most 256 MiB are kept, and 64 KiB of one message.",
        .maximum = limits::MaxKeepMessages,
        .effect = Effect::AtOnce },

    { .name = "max-message-size",
        .member = &C::maxMessageSize,
        .topic = Topic::Limits,
        .label = QT_TRANSLATE_NOOP("options", "Message size"),
        .valueName = "BYTES",
        .help = QT_TRANSLATE_NOOP(
            "options", "Largest message; a client that sends more is closed with 1009."),
        .unit = Unit::Bytes,
        .minimum = 1 * KiB,
        .maximum = limits::MaxMaxMessageSize,
        .effect = Effect::AtOnce },
    { .name = "max-queue-bytes",
        .member = &C::maxQueueBytes,
        .topic = Topic::Limits,
        .label = QT_TRANSLATE_NOOP("options", "Send queue per client"),
        .valueName = "BYTES",
        .help = QT_TRANSLATE_NOOP("options",
            "Unsent bytes of one client; a client that reads so slowly that more waits is "
            "closed with 4002."),
        .unit = Unit::Bytes,
        .minimum = 64 * KiB,
        .maximum = 1 * GiB,
        .effect = Effect::AtOnce },
    { .name = "max-total-queue-bytes",
        .member = &C::maxTotalQueueBytes,
        .topic = Topic::Limits,
        .label = QT_TRANSLATE_NOOP("options", "Send queues in total"),
        .valueName = "BYTES",
        .help = QT_TRANSLATE_NOOP("options",
            "Bytes that wait in all: for clients, of unfinished messages and of HTTP answers; "
            "above it, a client of the project that holds the most is closed."),
        .details = "It is the client with the longest queue (4002) or the one with the largest "
                   "unfinished message (1008). HTTP answers may take a quarter of it; above that, "
                   "or when all is full, calls with large answers get 503.",
        .unit = Unit::Bytes,
        .minimum = 1 * MiB,
        .maximum = 64 * GiB,
        .effect = Effect::AtOnce },
    { .name = "max-message-rate",
        .member = &C::maxMessageRate,
        .topic = Topic::Limits,
        .label = QT_TRANSLATE_NOOP("options", "Message rate per client"),
        .valueName = "N",
        .help = QT_TRANSLATE_NOOP("options",
            "Messages per second; 0 is unlimited. Clients above it are closed with 4003."),
        .details = "Bursts may have as many messages as a second.",
        .maximum = 1'000'000,
        .effect = Effect::AtOnce },
    { .name = "max-connections",
        .member = &C::maxConnections,
        .topic = Topic::Limits,
        .label = QT_TRANSLATE_NOOP("options", "Connections in total"),
        .valueName = "N",
        .help = QT_TRANSLATE_NOOP(
            "options", "WebSocket connections; further ones are refused and told to try again."),
        .minimum = 1,
        .maximum = limits::MaxMaxConnections,
        .effect = Effect::AtOnce },
    { .name = "max-connections-per-project",
        .member = &C::maxConnectionsPerProject,
        .topic = Topic::Limits,
        .label = QT_TRANSLATE_NOOP("options", "Connections per project"),
        .valueName = "N",
        .help = QT_TRANSLATE_NOOP("options",
            "WebSocket connections of one project, so that it cannot take those of all."),
        .minimum = 1,
        .maximum = limits::MaxMaxConnections,
        .effect = Effect::AtOnce },
    { .name = "max-pending-handshakes",
        .member = &C::maxPendingHandshakes,
        .topic = Topic::Limits,
        .label = QT_TRANSLATE_NOOP("options", "Pending handshakes"),
        .valueName = "N",
        .help = QT_TRANSLATE_NOOP("options",
            "Connections without a complete request; beyond it, the address with the most "
            "gives up its oldest."),
        .minimum = 1,
        .maximum = limits::MaxMaxConnections,
        .effect = Effect::AtOnce },
    { .name = "threads",
        .member = &C::threads,
        .topic = Topic::Limits,
        .label = QT_TRANSLATE_NOOP("options", "Threads"),
        .valueName = "N",
        .help = QT_TRANSLATE_NOOP(
            "options", "Threads that serve the projects; 0 takes one per core."),
        .maximum = limits::MaxRoomThreads,
        .effect = Effect::Restart },

    { .name = "handshake-timeout",
        .member = &C::handshakeTimeout,
        .topic = Topic::Timeouts,
        .label = QT_TRANSLATE_NOOP("options", "Handshake timeout"),
        .valueName = "SECONDS",
        .help = QT_TRANSLATE_NOOP(
            "options", "Time for a request to arrive; a slower connection is cut."),
        .unit = Unit::Seconds,
        .minimum = 1,
        .maximum = 300,
        .effect = Effect::AtOnce },
    { .name = "keep-alive-timeout",
        .member = &C::keepAliveTimeout,
        .topic = Topic::Timeouts,
        .label = QT_TRANSLATE_NOOP("options", "Keep-alive timeout"),
        .valueName = "SECONDS",
        .help = QT_TRANSLATE_NOOP("options",
            "Time that an HTTP connection may be idle between two requests; a proxy before the "
            "broker must give up sooner."),
        .unit = Unit::Seconds,
        .minimum = 1,
        .maximum = 3600,
        .effect = Effect::AtOnce },
    { .name = "ping-interval",
        .member = &C::pingInterval,
        .topic = Topic::Timeouts,
        .label = QT_TRANSLATE_NOOP("options", "Ping interval"),
        .valueName = "SECONDS",
        .help = QT_TRANSLATE_NOOP("options",
            "Time between two pings; a client that leaves two unanswered is closed with "
            "4004."),
        .unit = Unit::Seconds,
        .minimum = 1,
        .maximum = 3600,
        .effect = Effect::AtOnce },
    { .name = "slow-reader-timeout",
        .member = &C::slowReaderTimeout,
        .topic = Topic::Timeouts,
        .label = QT_TRANSLATE_NOOP("options", "Slow reader timeout"),
        .valueName = "SECONDS",
        .help = QT_TRANSLATE_NOOP(
            "options", "Time that a byte may wait for a client; then it is closed with 4002."),
        .details = "An HTTP answer has the same time, and another second for each 32 KiB.",
        .unit = Unit::Seconds,
        .minimum = 1,
        .maximum = 3600,
        .effect = Effect::AtOnce },
    { .name = "idle-project-timeout",
        .member = &C::idleProjectTimeout,
        .topic = Topic::Timeouts,
        .label = QT_TRANSLATE_NOOP("options", "Idle project timeout"),
        .valueName = "SECONDS",
        .help = QT_TRANSLATE_NOOP(
            "options", "Time until an empty project is forgotten. Its keys and usage stay."),
        .unit = Unit::Seconds,
        .minimum = 1,
        .maximum = 86'400,
        .effect = Effect::AtOnce },
    { .name = "drain-time",
        .member = &C::drainTime,
        .topic = Topic::Timeouts,
        .label = QT_TRANSLATE_NOOP("options", "Drain time"),
        .valueName = "SECONDS",
        .help = QT_TRANSLATE_NOOP("options",
            "Time over which a stop closes the clients, so that they do not all connect "
            "again at once."),
        .details = "A second signal closes all that are left at once.",
        .unit = Unit::Seconds,
        .maximum = 3600,
        .effect = Effect::AtOnce },

    { .name = "database",
        .member = &C::database,
        .topic = Topic::Storage,
        .valueName = "PATH|URL",
        .help = "SQLite file or postgresql:// URL that keeps API keys and usage.",
        .form = "the path of a SQLite file or a postgresql:// URL",
        .reason = ErrorReason::DatabasePathEmpty,
        .minimum = 1,
        .defaultText = "`DATABASE_URL`, else `broadcaster.db` in the user's data folder",
        .effect = Effect::Restart,
        .isSecret = true },
    { .name = "service-key-file",
        .member = &S::serviceKeyFile,
        .topic = Topic::Storage,
        .valueName = "FILE",
        .help = "File that holds the service key, which the operator's calls need.",
        .defaultText = "the key in `SUPERATOM_SERVICE_KEY`" },
    { .name = "viewer-key-file",
        .member = &S::viewerKeyFile,
        .topic = Topic::Storage,
        .valueName = "FILE",
        .help = "File that holds the viewer key, which lets a window or a command elsewhere look, "
                "but not act.",
        .defaultText = "none" },

    { .name = "cluster",
        .member = &C::clusterUrls,
        .topic = Topic::Cluster,
        .valueName = "URL",
        .help = "Redis server that connects this broker with others, so that clients of one "
                "project meet on any of them.",
        .details = "`redis://[user:password@]host[:port]`, `rediss://…` for TLS, or "
                   "`unix://[user:password@]/path` for a socket of this machine; special "
                   "characters of user and password are percent-encoded. Every user of the "
                   "machine can read a command line: set the variable instead. Needs "
                   "`--cluster-namespace`.",
        .form = "the address of a Redis server, such as redis://redis.example.com:6379, with "
                "special characters of the password percent-encoded",
        .normal = normalRedisUrl,
        .reason = ErrorReason::OptionNotRedisUrl,
        .maximum = limits::MaxClusterUrls,
        .effect = Effect::Restart,
        .isSecret = true },
    { .name = "cluster-namespace",
        .member = &C::clusterNamespace,
        .topic = Topic::Cluster,
        .valueName = "NAME",
        .help = "Name that is the same for all brokers of one application, and for no others on "
                "the same Redis.",
        .details = "1 to 64 letters, digits, dots, hyphens and underscores.",
        .form = "1 to 64 letters, digits, dots, hyphens and underscores, such as shop-production",
        .normal = normalClusterName,
        .reason = ErrorReason::OptionNotClusterName,
        .effect = Effect::Restart },
    { .name = "cluster-name",
        .member = &C::clusterName,
        .topic = Topic::Cluster,
        .valueName = "NAME",
        .help = "Name by which people tell this broker from the others.",
        .details = "1 to 64 letters, digits, dots, hyphens and underscores.",
        .form = "1 to 64 letters, digits, dots, hyphens and underscores, such as broker-1",
        .normal = normalClusterName,
        .reason = ErrorReason::OptionNotClusterName,
        .defaultText = "the name of the host, and the port",
        .effect = Effect::Restart },
    { .name = "cluster-ca",
        .member = &C::clusterCa,
        .topic = Topic::Cluster,
        .valueName = "FILE",
        .help = "PEM file of the authorities that sign the certificates of rediss:// servers.",
        .form = "the path of a file, such as /etc/ssl/redis-ca.pem",
        .defaultText = "those of the system",
        .effect = Effect::Restart },
    { .name = "cluster-secret-file",
        .member = &S::clusterSecretFile,
        .topic = Topic::Cluster,
        .valueName = "FILE",
        .help = "File that holds a secret shared by all brokers; they sign what they send to each "
                "other with it.",
        .details
        = "Without it, any program that may publish on the Redis server can send as any client.",
        .defaultText = "none" },

    { .name = "log-level",
        .member = &S::logLevel,
        .topic = Topic::Log,
        .valueName = "LEVEL",
        .help = "Entries below this level are not logged. The log is on stderr.",
        .choices = "debug info warning error" },
    { .name = "log-format",
        .member = &S::logFormat,
        .topic = Topic::Log,
        .valueName = "FORMAT",
        .help = "One line per entry, as text or as a JSON object.",
        .details = "The objects have `time`, `level`, `category` and `message`.",
        .choices = "text json" },
};

} // namespace

std::span<const Option> optionTable()
{
    return Table;
}

} // namespace broadcaster
