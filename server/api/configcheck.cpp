// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/configcheck.h"

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

ConfigProblem problemOf(const char *option, const QString &detail)
{
    return { findOption(QString::fromLatin1(option)), { ErrorCode::InvalidArgument, detail } };
}

std::optional<ConfigProblem> checkListenAddresses(const QStringList &addresses)
{
    QSet<QString> seen;
    for (const QString &address : addresses) {
        const QString written = address == "localhost"_L1 ? u"127.0.0.1"_s : address.toLower();
        if (seen.contains(written))
            return problemOf("listen", u"--listen: \"%1\" is there twice"_s.arg(address));
        seen.insert(written);
    }
    return std::nullopt;
}

std::optional<ConfigProblem> checkTls(const BrokerConfig &config)
{
    if (config.tlsCertificate.isEmpty() == config.tlsKey.isEmpty())
        return std::nullopt;
    return config.tlsKey.isEmpty()
        ? problemOf("tls-cert", u"--tls-cert: it needs its private key, name it with --tls-key"_s)
        : problemOf("tls-key", u"--tls-key: it needs its certificate, name it with --tls-cert"_s);
}

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
    for (const Option &option : optionTable()) {
        if (const QString detail = optionProblem(config, option); !detail.isNull())
            return problemOf(option.name, detail);
    }
    // What no row can say.
    if (config.serviceKey.size() > limits::MaxServiceKeyBytes)
        return problemOf("service-key-file",
            u"the service key: at most %1 bytes"_s.arg(limits::MaxServiceKeyBytes));
    if (auto found = checkListenAddresses(config.listenAddresses))
        return found;
    return checkTls(config);
}

} // namespace broadcaster
