// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/configcheck.h"

#include "server/api/ipaddress.h"
#include "server/api/webaddress.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

ConfigProblem problem(
    ConfigField field, const QString &detail, ErrorReason reason, const QStringList &arguments)
{
    return { field, { ErrorCode::InvalidArgument, detail, reason, arguments } };
}

std::optional<ConfigProblem> checkAddresses(const QStringList &addresses)
{
    constexpr ConfigField Field = ConfigField::ListenAddresses;
    if (addresses.isEmpty())
        return problem(Field, u"--listen: give at least one IP address, such as 127.0.0.1"_s,
            ErrorReason::OptionMissing, { u"--listen"_s });
    if (addresses.size() > limits::MaxListenAddresses)
        return problem(Field, u"--listen: at most %1 addresses"_s.arg(limits::MaxListenAddresses),
            ErrorReason::OptionTooMany,
            { u"--listen"_s, QString::number(limits::MaxListenAddresses) });
    QList<IpAddress> seen;
    for (const QString &address : addresses) {
        const std::optional<IpAddress> parsed = parseListenAddress(address);
        if (!parsed)
            return problem(Field,
                u"--listen: \"%1\" must be an IP address, such as 127.0.0.1, ::1 or 0.0.0.0"_s.arg(
                    address),
                ErrorReason::OptionNotAddress, { u"--listen"_s, address });
        if (seen.contains(*parsed))
            return problem(Field, u"--listen: \"%1\" is there twice"_s.arg(address),
                ErrorReason::OptionTwice, { u"--listen"_s, address });
        seen.append(*parsed);
    }
    return std::nullopt;
}

std::optional<ConfigProblem> checkProxies(const QStringList &proxies)
{
    constexpr ConfigField Field = ConfigField::TrustedProxies;
    if (proxies.size() > limits::MaxTrustedProxies)
        return problem(Field,
            u"trusted-proxy: at most %1 addresses"_s.arg(limits::MaxTrustedProxies),
            ErrorReason::OptionTooMany,
            { u"--trusted-proxy"_s, QString::number(limits::MaxTrustedProxies) });
    for (const QString &proxy : proxies) {
        if (proxy.isEmpty() || normalNetwork(proxy) != proxy)
            return problem(Field,
                u"trusted-proxy: \"%1\" must be an IP address or a network such as 10.0.0.0/8"_s
                    .arg(proxy),
                ErrorReason::OptionNotNetwork, { u"--trusted-proxy"_s, proxy });
    }
    return std::nullopt;
}

std::optional<ConfigProblem> checkDoor(const BrokerConfig &config)
{
    if (config.tlsCertificate.isEmpty() != config.tlsKey.isEmpty())
        return problem(ConfigField::TlsFiles,
            config.tlsKey.isEmpty()
                ? u"--tls-cert: it needs its private key, name it with --tls-key"_s
                : u"--tls-key: it needs its certificate, name it with --tls-cert"_s,
            ErrorReason::OptionAlone,
            config.tlsKey.isEmpty() ? QStringList { u"--tls-cert"_s, u"--tls-key"_s }
                                    : QStringList { u"--tls-key"_s, u"--tls-cert"_s });
    if (config.allowedOrigins.size() > limits::MaxAllowedOrigins)
        return problem(ConfigField::AllowedOrigins,
            u"--allow-origin: at most %1 origins"_s.arg(limits::MaxAllowedOrigins),
            ErrorReason::OptionTooMany,
            { u"--allow-origin"_s, QString::number(limits::MaxAllowedOrigins) });
    for (const QString &origin : config.allowedOrigins) {
        if (origin != AnyOrigin && (origin.isEmpty() || normalOrigin(origin) != origin))
            return problem(ConfigField::AllowedOrigins,
                u"--allow-origin: \"%1\" must be an origin such as https://app.example.com, or *"_s
                    .arg(origin),
                ErrorReason::OptionNotOrigin, { u"--allow-origin"_s, origin });
    }
    if (config.allowedHosts.size() > limits::MaxAllowedHosts)
        return problem(ConfigField::AllowedHosts,
            u"--allow-host: at most %1 hosts"_s.arg(limits::MaxAllowedHosts),
            ErrorReason::OptionTooMany,
            { u"--allow-host"_s, QString::number(limits::MaxAllowedHosts) });
    for (const QString &host : config.allowedHosts) {
        if (host.isEmpty() || normalHost(host) != host)
            return problem(ConfigField::AllowedHosts,
                u"--allow-host: \"%1\" must be a host such as broker.example.com"_s.arg(host),
                ErrorReason::OptionNotHost, { u"--allow-host"_s, host });
    }
    return checkProxies(config.trustedProxies);
}

struct Bound {
    ConfigField field;
    const char *option;
    const char *unit; ///< With a space before it; empty for a count.
    qint64 least;
    qint64 most;
    qint64 (*value)(const BrokerConfig &config);
};

using In = const BrokerConfig &;

constexpr Bound Bounds[] {
    { ConfigField::Threads, "threads", "", 0, limits::MaxRoomThreads,
        [](In in) { return qint64(in.threads); } },
    { ConfigField::MaxMessageSize, "max-message-size", " bytes", limits::MinMaxMessageSize,
        limits::MaxMaxMessageSize, [](In in) { return qint64(in.maxMessageSize); } },
    { ConfigField::MaxConnections, "max-connections", "", 1, limits::MaxMaxConnections,
        [](In in) { return qint64(in.maxConnections); } },
    { ConfigField::MaxConnectionsPerProject, "max-connections-per-project", "", 1,
        limits::MaxMaxConnections, [](In in) { return qint64(in.maxConnectionsPerProject); } },
    { ConfigField::MaxQueueBytes, "max-queue-bytes", " bytes", limits::MinMaxQueueBytes,
        limits::MaxMaxQueueBytes, [](In in) { return qint64(in.maxQueueBytes); } },
    { ConfigField::MaxTotalQueueBytes, "max-total-queue-bytes", " bytes",
        limits::MinMaxTotalQueueBytes, limits::MaxMaxTotalQueueBytes,
        [](In in) { return qint64(in.maxTotalQueueBytes); } },
    { ConfigField::SlowReaderTimeout, "slow-reader-timeout", " seconds",
        limits::MinSlowReaderTimeout.count(), limits::MaxSlowReaderTimeout.count(),
        [](In in) { return qint64(in.slowReaderTimeout.count()); } },
    { ConfigField::MaxMessageRate, "max-message-rate", "", 0, limits::MaxMaxMessageRate,
        [](In in) { return qint64(in.maxMessageRate); } },
    { ConfigField::IdleProjectTimeout, "idle-project-timeout", " seconds",
        limits::MinIdleProjectTimeout.count(), limits::MaxIdleProjectTimeout.count(),
        [](In in) { return qint64(in.idleProjectTimeout.count()); } },
    { ConfigField::PingInterval, "ping-interval", " seconds", limits::MinPingInterval.count(),
        limits::MaxPingInterval.count(), [](In in) { return qint64(in.pingInterval.count()); } },
    { ConfigField::HandshakeTimeout, "handshake-timeout", " seconds",
        limits::MinHandshakeTimeout.count(), limits::MaxHandshakeTimeout.count(),
        [](In in) { return qint64(in.handshakeTimeout.count()); } },
    { ConfigField::MaxPendingHandshakes, "max-pending-handshakes", "", 1, limits::MaxMaxConnections,
        [](In in) { return qint64(in.maxPendingHandshakes); } },
    { ConfigField::DrainTime, "drain-time", " seconds", 0, limits::MaxDrainTime.count(),
        [](In in) { return qint64(in.drainTime.count()); } },
};

ErrorReason reasonFor(const Bound &bound)
{
    const QLatin1StringView unit(bound.unit);
    if (unit == " bytes"_L1)
        return ErrorReason::OptionBytesOutOfBounds;
    return unit == " seconds"_L1 ? ErrorReason::OptionSecondsOutOfBounds
                                 : ErrorReason::OptionOutOfBounds;
}

} // namespace

std::optional<ConfigProblem> checkConfig(const BrokerConfig &config)
{
    if (auto found = checkAddresses(config.listenAddresses))
        return found;
    if (config.database.isEmpty())
        return problem(ConfigField::Database,
            u"--database: give the path of a SQLite file or a postgresql:// URL"_s,
            ErrorReason::DatabasePathEmpty, {});
    if (config.serviceKey.size() > limits::MaxServiceKeyBytes)
        return problem(ConfigField::ServiceKey,
            u"the service key: at most %1 bytes"_s.arg(limits::MaxServiceKeyBytes),
            ErrorReason::OptionTooLong,
            { u"--service-key-file"_s, QString::number(limits::MaxServiceKeyBytes) });
    if (auto found = checkDoor(config))
        return found;
    for (const Bound &bound : Bounds) {
        const qint64 value = bound.value(config);
        if (value < bound.least || value > bound.most)
            return problem(bound.field,
                u"--%1: %2 must be %3 to %4%5"_s.arg(QString::fromLatin1(bound.option),
                    QString::number(value), QString::number(bound.least),
                    QString::number(bound.most), QString::fromLatin1(bound.unit)),
                reasonFor(bound),
                { u"--"_s + QLatin1StringView(bound.option), QString::number(value),
                    QString::number(bound.least), QString::number(bound.most) });
    }
    return std::nullopt;
}

} // namespace broadcaster
