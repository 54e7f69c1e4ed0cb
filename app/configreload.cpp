// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/configreload.h"

#include "app/configuration.h"
#include "server/api/options.h"
#include "server/base/logging.h"

#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The difference between two readings of the options.
struct Changes {
    BrokerConfig config; ///< The wanted configuration of the broker.
    QStringList atOnce; ///< Names of the options in `config` that have changed.
    QStringList afterRestart; ///< Names of the others.
};

Changes changesBetween(const Invocation &last, const Invocation &next, BrokerConfig running)
{
    Changes changes { std::move(running), {}, {} };
    StartOptions wanted;
    wanted.config = changes.config;
    for (const Option &option : optionTable()) {
        const QStringList values = optionValues(next, option);
        if (values == optionValues(last, option))
            continue;
        const QString name = QString::fromLatin1(option.name);
        const bool isLive = option.effect < OptionEffect::Restart
            && setOption(wanted, option, values).isNull();
        (isLive ? changes.atOnce : changes.afterRestart).append(name);
    }
    changes.config = wanted.config;
    for (const auto &[key, name] : { std::pair(&BrokerConfig::serviceKey, u"the service key"_s),
             std::pair(&BrokerConfig::viewerKey, u"the viewer key"_s) }) {
        if (next.config.*key == last.config.*key)
            continue;
        changes.config.*key = next.config.*key;
        changes.atOnce.append(name);
    }
    if (next.config.clusterSecret != last.config.clusterSecret)
        changes.afterRestart.append(u"the secret of the cluster"_s);
    return changes;
}

void tellFault(const Error &error)
{
    for (const QString &line : error.detail.split(u'\n'))
        qCCritical(logBroker).noquote() << line;
    qCCritical(logBroker, "the options stay as they were");
}

} // namespace

ConfigReload::ConfigReload(Console &broker, Invocation started)
    : m_broker(broker)
    , m_last(std::move(started))
{
}

void ConfigReload::reload()
{
    Result<Invocation> next = readConfiguration(
        m_last.arguments, QProcessEnvironment::systemEnvironment());
    if (next) {
        if (const Result<void> keys = readKeys(*next); !keys)
            next = keys.error();
    }
    if (!next)
        return tellFault(next.error());
    const Changes changes = changesBetween(m_last, *next, m_broker.now().config);
    if (!changes.afterRestart.isEmpty())
        qCWarning(logBroker).noquote()
            << "changed in the configuration, but in effect after a restart only:"
            << changes.afterRestart.join(u", "_s);
    if (!changes.atOnce.isEmpty())
        return apply(changes.config, changes.atOnce.join(u", "_s), std::move(*next));
    m_last = std::move(*next);
    m_broker.ask(ReloadCertificate());
}

void ConfigReload::apply(const BrokerConfig &config, const QString &changed, Invocation read)
{
    m_broker.ask<Configure>({ config }, Principal::console(),
        [this, changed, read = std::move(read)](const Result<Done> &answer) {
            if (!answer)
                return tellFault(answer.error());
            m_last = read;
            qCInfo(logBroker).noquote() << "changed by the configuration:" << changed;
        });
}

} // namespace broadcaster
