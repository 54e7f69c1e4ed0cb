// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/configcodec.h"

#include "server/api/keyfile.h"
#include "server/api/options.h"
#include "server/api/optionvalues.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QStringBuilder>

#include <algorithm>
#include <variant>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QCborValue encodeKey(const Secret &key)
{
    if (key.isHidden())
        return true;
    return key.isEmpty() ? QCborValue(nullptr) : QCborValue(key.reveal());
}

/// Null, or the fault.
QString decodeKey(const QCborValue &value, Secret &to)
{
    if (value.isTrue())
        to = Secret("hidden").hidden();
    else if (value.isByteArray())
        to = Secret(value.toByteArray());
    else if (value.isString())
        to = Secret(value.toString().toUtf8());
    else if (value.isNull())
        to.clear();
    else
        return u": must be a text, null for none, or true for the present one"_s;
    return {};
}

/// The values of an option, or the fault.
std::variant<QStringList, QString> valuesOf(const QCborValue &value)
{
    if (!value.isArray())
        return u": must be a list of texts"_s;
    QStringList values;
    const QCborArray given = value.toArray();
    for (const QCborValue &each : given) {
        if (!each.isString())
            return u": must be a list of texts"_s;
        values.append(each.toString());
    }
    return values;
}

QString decodeOption(
    const QString &name, const QCborValue &value, StartOptions &to, const Decoding &decoding)
{
    const Option *option = findOption(name);
    if (!option || !isOfBroker(*option))
        return decoding.isStrict ? u": there is no such option"_s : QString();
    const auto values = valuesOf(value);
    if (const auto *fault = std::get_if<QString>(&values))
        return decoding.isStrict ? *fault : QString();
    StartOptions changed = to;
    const QString fault = setOption(changed, *option, std::get<QStringList>(values));
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
    for (const KeyFile &key : KeyFiles)
        map.insert(QLatin1StringView(key.field), encodeKey(config.*key.secret));
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
        const auto *secret = std::find_if(KeyFiles.begin(), KeyFiles.end(),
            [&](const KeyFile &each) { return name == QLatin1StringView(each.field); });
        if (secret != KeyFiles.end()) {
            const QString fault = decodeKey(given, options.config.*secret->secret);
            if (!fault.isNull() && decoding.isStrict)
                return u'.' % name % fault;
            continue;
        }
        if (const QString fault = decodeOption(name, given, options, decoding); !fault.isNull())
            return u'.' % name % fault;
    }
    to = options.config;
    return {};
}

} // namespace broadcaster
