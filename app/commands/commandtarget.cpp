// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/commandtarget.h"

#include "app/commandline.h"
#include "app/localbroker.h"
#include "console/brokeraddress.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

Result<QByteArray> givenKey(const CommandCall &call)
{
    Result<QByteArray> key = qgetenv("SUPERATOM_SERVICE_KEY").trimmed();
    QString name = u"the key in SUPERATOM_SERVICE_KEY"_s;
    for (const char *option : { "viewer-key-file", "service-key-file" }) {
        if (!call.has(option))
            continue;
        key = readKeyFile(call.value(option), u"key"_s);
        name = u"the key in %1"_s.arg(call.value(option));
    }
    if (!key)
        return key;
    const Result<void> checked = checkKeyText(*key, name);
    return checked ? key : checked.error();
}

Result<QByteArray> givenFingerprint(const CommandCall &call)
{
    constexpr qsizetype Digits = 64;
    const QByteArray text = call.value("trust").toLatin1().replace(":", "").toLower();
    if (!call.has("trust") || (text.size() == Digits && text == QByteArray::fromHex(text).toHex()))
        return text;
    return Error { ErrorCode::InvalidArgument,
        u"--trust: \"%1\" must be 64 hexadecimal digits"_s.arg(call.value("trust")) };
}

Result<LocalBroker> onlyLocalBroker()
{
    const QList<LocalBroker> brokers = findLocalBrokers();
    if (brokers.size() == 1)
        return brokers.first();
    const auto usual = std::find_if(brokers.begin(), brokers.end(),
        [](const LocalBroker &broker) { return broker.url.port() == BrokerConfig::DefaultPort; });
    if (usual != brokers.end())
        return *usual;
    if (brokers.isEmpty())
        return Error { ErrorCode::Stopped,
            u"no broker of yours runs on this machine: start one with broadcaster --server, or "
            "name one with --connect"_s };
    QStringList addresses;
    for (const LocalBroker &broker : brokers)
        addresses.append(broker.url.toString());
    return Error { ErrorCode::InvalidArgument,
        u"several brokers of yours run on this machine: name one with --connect (%1)"_s.arg(
            addresses.join(u", "_s)) };
}

/// This user's broker on that port of this machine.
std::optional<LocalBroker> localBrokerAt(const QUrl &url)
{
    const QList<LocalBroker> brokers = findLocalBrokers();
    const auto same = std::find_if(brokers.begin(), brokers.end(), [&](const LocalBroker &broker) {
        return broker.url.port() == url.port()
            && (broker.url.host() == url.host() || url.host() == "localhost"_L1);
    });
    return same == brokers.end() ? std::nullopt : std::optional(*same);
}

RemoteConsole::Target ownTarget(const LocalBroker &broker)
{
    const Result<QUrl> url = brokerAddress(broker.url.toString());
    return { url ? *url : broker.url, broker.key, broker.certificate };
}

} // namespace

Result<RemoteConsole::Target> givenTarget(const CommandCall &call)
{
    const Result<QByteArray> key = givenKey(call);
    if (!key)
        return key.error();
    const Result<QByteArray> fingerprint = givenFingerprint(call);
    if (!fingerprint)
        return fingerprint.error();
    if (!call.has("connect"))
        return RemoteConsole::Target { {}, *key, *fingerprint };
    const Result<QUrl> url = brokerAddress(call.value("connect"));
    return url ? Result<RemoteConsole::Target>({ *url, *key, *fingerprint }) : url.error();
}

Result<RemoteConsole::Target> commandTarget(const CommandCall &call)
{
    const Result<RemoteConsole::Target> given = givenTarget(call);
    if (!given)
        return given.error();
    if (!call.has("connect")) {
        const Result<LocalBroker> local = onlyLocalBroker();
        return local ? Result<RemoteConsole::Target>(ownTarget(*local)) : local.error();
    }
    const RemoteConsole::Target target = targetAt(given->url, given->key, given->certificate);
    if (target.key.isEmpty())
        return Error { ErrorCode::NotAllowed,
            u"%1 needs a key: give --service-key-file or --viewer-key-file"_s.arg(
                shownAddress(target.url)) };
    return target;
}

RemoteConsole::Target targetAt(
    const QUrl &url, const QByteArray &key, const QByteArray &certificate)
{
    const auto local = localBrokerAt(url);
    if (local && key.isEmpty())
        return ownTarget(*local);
    return { url, key, certificate.isEmpty() && local ? local->certificate : certificate };
}

} // namespace broadcaster
