// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/configcheck.h"

#include "server/api/ipaddress.h"
#include "server/api/keyfile.h"
#include "server/api/optionvalues.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

ConfigProblem problemOf(
    const char *option, const QString &detail, ErrorReason reason, const QStringList &arguments)
{
    return { findOption(QString::fromLatin1(option)),
        { ErrorCode::InvalidArgument, detail, reason, arguments } };
}

/// REQUIRES: each text is an address.
std::optional<ConfigProblem> checkListenAddresses(const QStringList &addresses)
{
    QList<std::optional<IpAddress>> seen;
    for (const QString &address : addresses) {
        const std::optional<IpAddress> parsed = parseListenAddress(address);
        if (seen.contains(parsed))
            return problemOf("listen", u"--listen: \"%1\" is there twice"_s.arg(address),
                ErrorReason::OptionTwice, { u"--listen"_s, address });
        seen.append(parsed);
    }
    return std::nullopt;
}

std::optional<ConfigProblem> checkTls(const BrokerConfig &config)
{
    if (config.tlsCertificate.isEmpty() == config.tlsKey.isEmpty())
        return std::nullopt;
    if (config.tlsKey.isEmpty())
        return problemOf("tls-cert",
            u"--tls-cert: it needs its private key, name it with --tls-key"_s,
            ErrorReason::OptionAlone, { u"--tls-cert"_s, u"--tls-key"_s });
    return problemOf("tls-key", u"--tls-key: it needs its certificate, name it with --tls-cert"_s,
        ErrorReason::OptionAlone, { u"--tls-key"_s, u"--tls-cert"_s });
}

std::optional<ConfigProblem> checkKeys(const BrokerConfig &config)
{
    const QString most = QString::number(limits::MaxServiceKeyBytes);
    for (const KeyFile &key : KeyFiles) {
        if ((config.*key.secret).reveal().size() > limits::MaxServiceKeyBytes)
            return problemOf(key.option,
                u"the %1: at most %2 bytes"_s.arg(QLatin1StringView(key.words), most),
                ErrorReason::OptionTooLong, { u"--"_s + QLatin1StringView(key.option), most });
    }
    return std::nullopt;
}

std::optional<ConfigProblem> checkCluster(const BrokerConfig &config)
{
    if (config.clusterUrls.isEmpty() || !config.clusterNamespace.isEmpty())
        return std::nullopt;
    return problemOf("cluster",
        u"--cluster: it needs a namespace, name it with --cluster-namespace; without one, two "
        "applications on one Redis would hear each other"_s,
        ErrorReason::OptionAlone, { u"--cluster"_s, u"--cluster-namespace"_s });
}

} // namespace

std::optional<ConfigProblem> checkConfig(const BrokerConfig &config)
{
    for (const Option &option : optionTable()) {
        if (const std::optional<Error> error = optionProblem(config, option))
            return ConfigProblem { &option, *error };
    }
    // Checks that no row can express.
    if (auto found = checkKeys(config))
        return found;
    if (auto found = checkCluster(config))
        return found;
    if (auto found = checkListenAddresses(config.listenAddresses))
        return found;
    return checkTls(config);
}

} // namespace broadcaster
