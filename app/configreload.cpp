// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/configreload.h"

#include "app/configuration.h"
#include "server/api/keyfile.h"
#include "server/api/options.h"
#include "server/api/optionvalues.h"
#include "server/base/logging.h"

#include <algorithm>
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

/// The content of such a file counts, wherever it lies.
bool namesKeyFile(const Option &option)
{
    return std::ranges::any_of(
        KeyFiles, [&](const KeyFile &key) { return option.member == OptionMember(key.path); });
}

Changes changesBetween(const Invocation &last, const Invocation &next, BrokerConfig running)
{
    Changes changes { std::move(running), {}, {} };
    const StartOptions defaults;
    StartOptions wanted;
    wanted.config = changes.config;
    for (const Option &option : optionTable()) {
        const QString name = QString::fromLatin1(option.name);
        const QStringList values = optionValues(next, option);
        // The files say nothing of an option that was changed in the window.
        const StartOptions &before = last.sources.value(name) == SavedSource ? defaults : last;
        if (values == optionValues(before, option) || namesKeyFile(option))
            continue;
        const bool isLive = option.effect < OptionEffect::Restart
            && setOption(wanted, option, values).isNull();
        (isLive ? changes.atOnce : changes.afterRestart).append(name);
    }
    changes.config = wanted.config;
    for (const KeyFile &key : KeyFiles) {
        if (next.config.*key.secret == last.config.*key.secret)
            continue;
        if (key.isLive)
            changes.config.*key.secret = next.config.*key.secret;
        (key.isLive ? changes.atOnce : changes.afterRestart)
            .append(u"the "_s + QLatin1StringView(key.words));
    }
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
    m_broker.on<StateChanged>(this, [this](const StateChanged &event) {
        // Later, because others are still being told of this state.
        if (event.state == BrokerState::Listening)
            QMetaObject::invokeMethod(this, &ConfigReload::reloadIfWanted, Qt::QueuedConnection);
    });
}

void ConfigReload::reload()
{
    if (m_isApplying || m_broker.now().state == BrokerState::Starting) {
        m_isWanted = true; // The options applied last are not known yet.
        return;
    }
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
        return apply(changes.config, changes.atOnce.join(u", "_s), *next);
    m_last = std::move(*next);
    m_broker.ask(ReloadCertificate());
    Q_EMIT applied(m_last);
}

void ConfigReload::reloadIfWanted()
{
    if (!m_isApplying && std::exchange(m_isWanted, false))
        reload();
}

void ConfigReload::apply(const BrokerConfig &config, const QString &changed, const Invocation &read)
{
    m_isApplying = true;
    Q_EMIT applying(config);
    m_broker.ask<Configure>(
        { config }, Principal::console(), [this, changed, read](const Result<Done> &answer) {
            m_isApplying = false;
            if (answer) {
                m_last = read;
                qCInfo(logBroker).noquote() << "changed by the configuration:" << changed;
                Q_EMIT applied(m_last);
            } else {
                Q_EMIT applying(m_broker.now().config);
                tellFault(answer.error());
            }
            reloadIfWanted();
        });
}

} // namespace broadcaster
