// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/optiontable.h"

#include "server/api/ipaddress.h"
#include "server/api/webaddress.h"
#include "server/base/tuning.h"

#include <QtCore/QRegularExpression>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A whole number within bounds, or null and the problem.
template <typename T>
QString applyNumber(T &target, const QString &value, qint64 least, qint64 most)
{
    bool ok = false;
    const qint64 number = value.toLongLong(&ok);
    if (!ok || number < least || number > most)
        return u"\"%1\" must be a whole number from %2 to %3"_s.arg(
            value, QString::number(least), QString::number(most));
    target = static_cast<T>(number);
    return {};
}

QString applySeconds(std::chrono::seconds &target, const QString &value, std::chrono::seconds least,
    std::chrono::seconds most)
{
    qint64 seconds = 0;
    QString problem = applyNumber(seconds, value, least.count(), most.count());
    if (problem.isNull())
        target = std::chrono::seconds(seconds);
    else
        problem += u" (seconds)"_s;
    return problem;
}

/// Bytes, or with a unit: 65536, 64KiB, 1MiB.
QString applyBytes(qsizetype &target, const QString &value, qint64 least, qint64 most)
{
    static const QRegularExpression pattern(
        u"^(\\d{1,12})\\s*(B|KiB|MiB|GiB)?$"_s, QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(value);
    const QString unit = match.captured(2).toLower();
    const int shift = unit == "kib"_L1 ? 10 : unit == "mib"_L1 ? 20 : unit == "gib"_L1 ? 30 : 0;
    const qint64 number = match.captured(1).toLongLong();
    const bool fits = match.hasMatch() && number <= (most >> shift);
    if (!fits || (number << shift) < least)
        return u"\"%1\" must be %2 to %3 bytes, such as 65536, 64KiB or 16MiB"_s.arg(
            value, QString::number(least), QString::number(most));
    target = number << shift;
    return {};
}

QString applyListen(Invocation &invocation, const QString &value)
{
    QStringList &addresses = invocation.config.listenAddresses;
    if (!invocation.listenGiven)
        addresses.clear();
    invocation.listenGiven = true;
    if (!isListenAddress(value))
        return u"\"%1\" must be an IP address, such as 127.0.0.1, ::1 or 0.0.0.0"_s.arg(value);
    if (!addresses.contains(value))
        addresses.append(value);
    if (addresses.size() > limits::MaxListenAddresses)
        return u"at most %1 addresses"_s.arg(limits::MaxListenAddresses);
    return {};
}

/// `normal` makes of the text what a configuration holds; null: it is none.
QString applyName(QStringList &names, const QString &normal, qsizetype most, const QString &problem)
{
    if (normal.isNull())
        return problem;
    if (!names.contains(normal))
        names.append(normal);
    return names.size() > most ? u"at most %1"_s.arg(most) : QString();
}

QString applyAllowOrigin(Invocation &invocation, const QString &value)
{
    return applyName(invocation.config.allowedOrigins,
        value == AnyOrigin ? value : normalOrigin(value), limits::MaxAllowedOrigins,
        u"\"%1\" must be an origin such as https://app.example.com, or * for all"_s.arg(value));
}

QString applyAllowHost(Invocation &invocation, const QString &value)
{
    return applyName(invocation.config.allowedHosts, normalHost(value), limits::MaxAllowedHosts,
        u"\"%1\" must be a host without a port, such as broker.example.com"_s.arg(value));
}

QString applyTrustedProxy(Invocation &invocation, const QString &value)
{
    return applyName(invocation.config.trustedProxies, normalNetwork(value),
        limits::MaxTrustedProxies,
        u"\"%1\" must be an IP address or a network, such as 10.0.0.1 or 10.0.0.0/8"_s.arg(value));
}

QString applyLogLevel(Invocation &invocation, const QString &value)
{
    if (!QStringList { u"debug"_s, u"info"_s, u"warning"_s, u"error"_s }.contains(value))
        return u"\"%1\" must be debug, info, warning or error"_s.arg(value);
    invocation.logLevel = value;
    return {};
}

QString applyLogFormat(Invocation &invocation, const QString &value)
{
    if (value != "text"_L1 && value != "json"_L1)
        return u"\"%1\" must be text or json"_s.arg(value);
    invocation.logFormat = value == "json"_L1 ? LogFormat::Json : LogFormat::Text;
    return {};
}

/// In the environment `1` and `true` switch on, `0` and `false` leave off.
QString applySwitch(bool &target, const QString &value)
{
    const bool isOff = value == "0"_L1 || value == "false"_L1;
    if (!isOff && !value.isEmpty() && value != "1"_L1 && value != "true"_L1)
        return u"\"%1\" must be 1 or 0"_s.arg(value);
    target = !isOff;
    return {};
}

QString applyServer(Invocation &invocation, const QString &value)
{
    bool isOn = false;
    QString problem = applySwitch(isOn, value);
    if (isOn && invocation.mode == Invocation::Mode::Window)
        invocation.mode = Invocation::Mode::Server;
    return problem;
}

template <Invocation::Mode mode>
QString applyMode(Invocation &invocation, const QString &)
{
    invocation.mode = mode;
    return {};
}

using In = Invocation;
using Text = const QString;

template <auto member>
QStringList number(const BrokerConfig &config)
{
    return { QString::number(config.*member) };
}

template <auto member>
QStringList seconds(const BrokerConfig &config)
{
    return { QString::number((config.*member).count()) };
}

template <auto member>
QStringList text(const BrokerConfig &config)
{
    return { config.*member };
}

template <auto member>
QStringList list(const BrokerConfig &config)
{
    return config.*member;
}

using C = BrokerConfig;

} // namespace

const QList<Option> &optionTable()
{
    static const QList<Option> table {
        { "server", nullptr, "run without a window", applyServer },
        { "listen", "ADDRESS", "IP address to listen on; may be repeated (127.0.0.1)", applyListen,
            list<&C::listenAddresses>, true },
        { "port", "PORT", "port to listen on, 0 for any free one (8787)",
            [](In &in, Text &v) { return applyNumber(in.config.port, v, 0, 65535); },
            number<&C::port> },
        { "database", "PATH|URL",
            "SQLite file or postgresql:// URL (DATABASE_URL, else broadcaster.db in the user's "
            "data directory)",
            [](In &in, Text &v) { return in.config.database = v, QString(); } },
        { "service-key-file", "FILE",
            "file with the key for the /api-keys calls (else SUPERATOM_SERVICE_KEY)",
            [](In &in, Text &v) { return in.serviceKeyFile = v, QString(); } },
        { "tls-cert", "FILE", "PEM file with the certificate, for wss:// and https:// (none)",
            [](In &in, Text &v) { return in.config.tlsCertificate = v, QString(); },
            text<&C::tlsCertificate> },
        { "tls-key", "FILE", "PEM file with its key, for its owner's eyes only (none)",
            [](In &in, Text &v) { return in.config.tlsKey = v, QString(); }, text<&C::tlsKey> },
        { "allow-origin", "ORIGIN",
            "web pages that may connect, as https://app.example.com, or * for all; may be repeated "
            "(those of this machine)",
            applyAllowOrigin, list<&C::allowedOrigins>, true },
        { "allow-host", "HOST",
            "name to answer to while listening on this machine only; may be repeated (localhost)",
            applyAllowHost, list<&C::allowedHosts>, true },
        { "trusted-proxy", "ADDRESS[/PREFIX]",
            "proxy whose Forwarded or X-Forwarded-For names the client; may be repeated (none)",
            applyTrustedProxy, list<&C::trustedProxies>, true },
        { "proxy-protocol", nullptr,
            "every connection begins with a PROXY header, version 1 or 2; needs --server",
            [](In &in, Text &v) { return applySwitch(in.config.proxyProtocol, v); } },
        { "threads", "N", "threads for projects, 0 for as many as cores, at most 8 (0)",
            [](In &in, Text &v) {
                return applyNumber(in.config.threads, v, 0, limits::MaxRoomThreads);
            },
            number<&C::threads> },
        { "max-message-size", "BYTES", "largest message of a client (1MiB)",
            [](In &in, Text &v) {
                return applyBytes(in.config.maxMessageSize, v, limits::MinMaxMessageSize,
                    limits::MaxMaxMessageSize);
            },
            number<&C::maxMessageSize> },
        { "max-connections", "N", "most WebSocket connections in all (50000)",
            [](In &in, Text &v) {
                return applyNumber(in.config.maxConnections, v, 1, limits::MaxMaxConnections);
            },
            number<&C::maxConnections> },
        { "max-connections-per-project", "N", "most of them in one project (20000)",
            [](In &in, Text &v) {
                return applyNumber(
                    in.config.maxConnectionsPerProject, v, 1, limits::MaxMaxConnections);
            },
            number<&C::maxConnectionsPerProject> },
        { "max-queue-bytes", "BYTES",
            "most bytes that wait for one client before it is closed as too slow (8MiB)",
            [](In &in, Text &v) {
                return applyBytes(
                    in.config.maxQueueBytes, v, limits::MinMaxQueueBytes, limits::MaxMaxQueueBytes);
            },
            number<&C::maxQueueBytes> },
        { "max-total-queue-bytes", "BYTES",
            "most bytes that wait for all clients; then the longest queue goes (512MiB)",
            [](In &in, Text &v) {
                return applyBytes(in.config.maxTotalQueueBytes, v, limits::MinMaxTotalQueueBytes,
                    limits::MaxMaxTotalQueueBytes);
            },
            number<&C::maxTotalQueueBytes> },
        { "slow-reader-timeout", "SECONDS",
            "until a client that does not read what waits is closed (30)",
            [](In &in, Text &v) {
                return applySeconds(in.config.slowReaderTimeout, v, limits::MinSlowReaderTimeout,
                    limits::MaxSlowReaderTimeout);
            },
            seconds<&C::slowReaderTimeout> },
        { "max-message-rate", "N", "most messages of a client a second, 0 for any number (0)",
            [](In &in, Text &v) {
                return applyNumber(in.config.maxMessageRate, v, 0, limits::MaxMaxMessageRate);
            },
            number<&C::maxMessageRate> },
        { "idle-project-timeout", "SECONDS", "until an empty project is forgotten (300)",
            [](In &in, Text &v) {
                return applySeconds(in.config.idleProjectTimeout, v, limits::MinIdleProjectTimeout,
                    limits::MaxIdleProjectTimeout);
            },
            seconds<&C::idleProjectTimeout> },
        { "ping-interval", "SECONDS", "between two pings to a client (30)",
            [](In &in, Text &v) {
                return applySeconds(
                    in.config.pingInterval, v, limits::MinPingInterval, limits::MaxPingInterval);
            },
            seconds<&C::pingInterval> },
        { "handshake-timeout", "SECONDS", "for a request to arrive whole (10)",
            [](In &in, Text &v) {
                return applySeconds(in.config.handshakeTimeout, v, limits::MinHandshakeTimeout,
                    limits::MaxHandshakeTimeout);
            },
            seconds<&C::handshakeTimeout> },
        { "max-pending-handshakes", "N", "most connections without a whole request (1024)",
            [](In &in, Text &v) {
                return applyNumber(in.config.maxPendingHandshakes, v, 1, limits::MaxMaxConnections);
            },
            number<&C::maxPendingHandshakes> },
        { "drain-time", "SECONDS", "over which a stop spreads the closing of clients (0)",
            [](In &in, Text &v) {
                return applySeconds(in.config.drainTime, v, 0s, limits::MaxDrainTime);
            },
            seconds<&C::drainTime> },
        { "log-level", "LEVEL", "debug, info, warning or error (info)", applyLogLevel },
        { "log-format", "FORMAT", "text or json, one line an entry (text)", applyLogFormat },
        { "help", nullptr, "print this and exit", applyMode<Invocation::Mode::Help>, nullptr, false,
            true },
        { "version", nullptr, "print the version and exit", applyMode<Invocation::Mode::Version>,
            nullptr, false, true },
    };
    return table;
}

const Option *findOption(const QString &name)
{
    const QList<Option> &table = optionTable();
    const auto found = std::find_if(table.begin(), table.end(),
        [&](const Option &option) { return name == QLatin1StringView(option.name); });
    return found == table.end() ? nullptr : &*found;
}

QString environmentName(const Option &option)
{
    return u"BROADCASTER_"_s + QString::fromLatin1(option.name).toUpper().replace(u'-', u'_');
}

QString helpText()
{
    constexpr int Column = 36;
    QString text
        = u"Broadcaster %1: a WebSocket broker with rooms, keys and a window.\n\n"
          "Usage: broadcaster [options]\n\n"
          "Each option is also an environment variable, BROADCASTER_ and its name in\n"
          "capitals with _ for -; the command line wins. Defaults are in parentheses.\n\n"_s.arg(
              QStringLiteral(BROADCASTER_VERSION));
    for (const Option &option : optionTable()) {
        QString line = u"  --"_s + QString::fromLatin1(option.name);
        if (option.valueName)
            line += u' ' + QString::fromLatin1(option.valueName);
        text += line.leftJustified(Column) + u"  "_s + QString::fromLatin1(option.help) + u'\n';
    }
    return text;
}

} // namespace broadcaster
