// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/configcodec.h"

#include "server/api/options.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QStringBuilder>

#include <algorithm>
#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

struct HiddenKey {
    QLatin1StringView name;
    Secret BrokerConfig::*member;
};
constexpr std::array HiddenKeys { HiddenKey { "serviceKey"_L1, &BrokerConfig::serviceKey },
    HiddenKey { "viewerKey"_L1, &BrokerConfig::viewerKey } };

QCborValue encodeKey(const Secret &key)
{
    if (key.isHidden())
        return true;
    return key.isEmpty() ? QCborValue(nullptr) : QCborValue(key.reveal());
}

Secret decodeKey(const QCborValue &value)
{
    return value.isTrue() ? Secret("hidden").hidden() : Secret(value.toByteArray());
}

QString decodeOption(
    const QString &name, const QCborValue &value, StartOptions &to, const Decoding &decoding)
{
    const Option *option = findOption(name);
    if (!option || !isOfBroker(*option))
        return decoding.isStrict ? u": there is no such option"_s : QString();
    QStringList values;
    const QCborArray given = value.toArray();
    for (const QCborValue &each : given)
        values.append(each.toString());
    StartOptions changed = to;
    const QString fault = setOption(changed, *option, values);
    if (fault.isNull()) // Else a newer program has other bounds, or the question is wrong.
        to = changed;
    return decoding.isStrict && !fault.isNull() ? u": "_s + fault : QString();
}

} // namespace

QCborValue encodeConfig(const BrokerConfig &config)
{
    StartOptions options;
    options.config = config;
    QCborMap map;
    for (const Option &option : optionTable()) {
        if (isOfBroker(option))
            map.insert(QLatin1StringView(option.name),
                QCborArray::fromStringList(optionValues(options, option)));
    }
    for (const HiddenKey &key : HiddenKeys)
        map.insert(key.name, encodeKey(config.*key.member));
    return map;
}

QCborValue encodeChanges(const BrokerConfig &from, const BrokerConfig &to)
{
    const QCborMap before = encodeConfig(from).toMap();
    QCborMap after = encodeConfig(to).toMap();
    for (const auto &[name, values] : before) {
        if (after.value(name) == values)
            after.remove(name);
    }
    return after;
}

QString decodeConfig(const QCborValue &value, BrokerConfig &to, const Decoding &decoding)
{
    if (!value.isMap())
        return u": must be an object"_s;
    StartOptions options;
    if (decoding.present)
        options.config = *decoding.present;
    const QCborMap map = value.toMap();
    for (const auto &[key, given] : map) {
        const QString name = key.toString();
        const auto *secret = std::find_if(HiddenKeys.begin(), HiddenKeys.end(),
            [&](const HiddenKey &each) { return name == each.name; });
        if (secret != HiddenKeys.end()) {
            options.config.*secret->member = decodeKey(given);
            continue;
        }
        if (const QString fault = decodeOption(name, given, options, decoding); !fault.isNull())
            return u'.' % name % fault;
    }
    to = options.config;
    return {};
}

} // namespace broadcaster
