// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/configcheck.h"

#include "server/api/webaddress.h"

#include <QtCore/QSet>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype Ipv6Groups = 8;

bool isNumber(QStringView text, qsizetype mostDigits, int base, uint most)
{
    for (const QChar c : text) {
        if (c.unicode() > 0x7f || !c.isLetterOrNumber())
            return false; // No sign, no white space, no digits of other scripts.
    }
    bool ok = false;
    const uint value = text.toUInt(&ok, base);
    return ok && text.size() <= mostDigits && value <= most;
}

bool isIpv4(QStringView text)
{
    const QList<QStringView> parts = text.split(u'.');
    if (parts.size() != 4)
        return false;
    for (const QStringView part : parts) {
        const bool hasLeadingZero = part.size() > 1 && part.front() == u'0';
        if (hasLeadingZero || !isNumber(part, 3, 10, 255))
            return false;
    }
    return true;
}

/// How many of the eight groups stand here, colons between them; -1: something else does.
qsizetype ipv6Groups(QStringView text, bool mayEndInIpv4)
{
    if (text.isEmpty())
        return 0;
    const QList<QStringView> parts = text.split(u':');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool isLast = i + 1 == parts.size();
        if (isLast && mayEndInIpv4 && isIpv4(parts[i]))
            return parts.size() + 1;
        if (!isNumber(parts[i], 4, 16, 0xffff))
            return -1;
    }
    return parts.size();
}

bool isIpv6(QStringView text)
{
    const qsizetype percent = text.indexOf(u'%');
    if (percent >= 0 && percent + 1 == text.size())
        return false;
    const QStringView address = percent < 0 ? text : text.first(percent);
    const qsizetype gap = address.indexOf("::"_L1);
    if (gap < 0)
        return ipv6Groups(address, true) == Ipv6Groups;
    const qsizetype before = ipv6Groups(address.first(gap), false);
    const qsizetype behind = ipv6Groups(address.sliced(gap + 2), true);
    return before >= 0 && behind >= 0 && before + behind < Ipv6Groups;
}

ConfigProblem problem(ConfigField field, const QString &detail)
{
    return { field, { ErrorCode::InvalidArgument, detail } };
}

std::optional<ConfigProblem> checkAddresses(const QStringList &addresses)
{
    constexpr ConfigField Field = ConfigField::ListenAddresses;
    if (addresses.isEmpty())
        return problem(Field, u"--listen: give at least one IP address, such as 127.0.0.1"_s);
    if (addresses.size() > limits::MaxListenAddresses)
        return problem(Field, u"--listen: at most %1 addresses"_s.arg(limits::MaxListenAddresses));
    QSet<QString> seen;
    for (const QString &address : addresses) {
        if (!isListenAddress(address))
            return problem(Field,
                u"--listen: \"%1\" must be an IP address, such as 127.0.0.1, ::1 or 0.0.0.0"_s.arg(
                    address));
        const QString written = address == "localhost"_L1 ? u"127.0.0.1"_s : address.toLower();
        if (seen.contains(written))
            return problem(Field, u"--listen: \"%1\" is there twice"_s.arg(address));
        seen.insert(written);
    }
    return std::nullopt;
}

std::optional<ConfigProblem> checkProxies(const QStringList &proxies)
{
    constexpr ConfigField Field = ConfigField::TrustedProxies;
    if (proxies.size() > limits::MaxTrustedProxies)
        return problem(
            Field, u"trusted-proxy: at most %1 addresses"_s.arg(limits::MaxTrustedProxies));
    for (const QString &proxy : proxies) {
        if (proxy.isEmpty() || normalNetwork(proxy) != proxy)
            return problem(Field,
                u"trusted-proxy: \"%1\" must be an IP address or a network such as 10.0.0.0/8"_s
                    .arg(proxy));
    }
    return std::nullopt;
}

std::optional<ConfigProblem> checkDoor(const BrokerConfig &config)
{
    if (config.tlsCertificate.isEmpty() != config.tlsKey.isEmpty())
        return problem(ConfigField::TlsFiles,
            config.tlsKey.isEmpty()
                ? u"--tls-cert: it needs its private key, name it with --tls-key"_s
                : u"--tls-key: it needs its certificate, name it with --tls-cert"_s);
    if (config.allowedOrigins.size() > limits::MaxAllowedOrigins)
        return problem(ConfigField::AllowedOrigins,
            u"--allow-origin: at most %1 origins"_s.arg(limits::MaxAllowedOrigins));
    for (const QString &origin : config.allowedOrigins) {
        if (origin != AnyOrigin && (origin.isEmpty() || normalOrigin(origin) != origin))
            return problem(ConfigField::AllowedOrigins,
                u"--allow-origin: \"%1\" must be an origin such as https://app.example.com, or *"_s
                    .arg(origin));
    }
    if (config.allowedHosts.size() > limits::MaxAllowedHosts)
        return problem(ConfigField::AllowedHosts,
            u"--allow-host: at most %1 hosts"_s.arg(limits::MaxAllowedHosts));
    for (const QString &host : config.allowedHosts) {
        if (host.isEmpty() || normalHost(host) != host)
            return problem(ConfigField::AllowedHosts,
                u"--allow-host: \"%1\" must be a host such as broker.example.com"_s.arg(host));
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

} // namespace

bool isListenAddress(const QString &text)
{
    return text == "localhost"_L1 || isIpv4(text) || isIpv6(text);
}

bool isIpAddress(const QString &text)
{
    return isIpv4(text) || (isIpv6(text) && !text.contains(u'%'));
}

QString normalNetwork(const QString &text)
{
    constexpr uint Ipv4Bits = 32;
    constexpr uint Ipv6Bits = 128;
    const qsizetype slash = text.indexOf(u'/');
    const QStringView address = QStringView(text).first(slash < 0 ? text.size() : slash);
    const bool isFour = isIpv4(address);
    if (!isFour && (!isIpv6(address) || address.contains(u'%')))
        return {};
    const bool isNetwork = slash < 0
        || isNumber(QStringView(text).sliced(slash + 1), 3, 10, isFour ? Ipv4Bits : Ipv6Bits);
    return isNetwork ? text.toLower() : QString();
}

std::optional<ConfigProblem> checkConfig(const BrokerConfig &config)
{
    if (auto found = checkAddresses(config.listenAddresses))
        return found;
    if (config.database.isEmpty())
        return problem(ConfigField::Database,
            u"--database: give the path of a SQLite file or a postgresql:// URL"_s);
    if (config.serviceKey.size() > limits::MaxServiceKeyBytes)
        return problem(ConfigField::ServiceKey,
            u"the service key: at most %1 bytes"_s.arg(limits::MaxServiceKeyBytes));
    if (auto found = checkDoor(config))
        return found;
    for (const Bound &bound : Bounds) {
        const qint64 value = bound.value(config);
        if (value < bound.least || value > bound.most)
            return problem(bound.field,
                u"--%1: %2 must be %3 to %4%5"_s.arg(QString::fromLatin1(bound.option),
                    QString::number(value), QString::number(bound.least),
                    QString::number(bound.most), QString::fromLatin1(bound.unit)));
    }
    return std::nullopt;
}

} // namespace broadcaster
