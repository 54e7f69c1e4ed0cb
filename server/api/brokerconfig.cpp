// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/brokerconfig.h"

#include "server/api/keyfile.h"
#include "server/api/redisurl.h"

#include <QtCore/QRegularExpression>
#include <QtCore/QUrl>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

bool isPostgres(const QString &location)
{
    return location.startsWith("postgresql://"_L1, Qt::CaseInsensitive)
        || location.startsWith("postgres://"_L1, Qt::CaseInsensitive);
}

QString maskedDatabase(const QString &location)
{
    if (!location.contains("://"_L1))
        return location;
    // Scheme, user, password, host and path, and options, which may hold a password, too.
    static const QRegularExpression pattern(QRegularExpression::anchoredPattern(
        u"([A-Za-z]+://)(?:([^:@/?#\\s]*)(?::[^@/?#\\s]*)?(@))?([^@/?#\\s]*(?:/[^@?#\\s]*)?)(?:\\?[^@#\\s]*)?"_s));
    const QRegularExpressionMatch match = pattern.match(location);
    if (!isPostgres(location) || !match.hasMatch())
        return location.section(u':', 0, 0) + u"://…"_s; // A password may be anywhere in it.
    return match.captured(1) + match.captured(2) + match.captured(3) + match.captured(4);
}

QString normalClusterName(const QString &text)
{
    static const QRegularExpression pattern(
        QRegularExpression::anchoredPattern(u"[A-Za-z0-9._-]{1,64}"_s));
    return pattern.match(text).hasMatch() ? text : QString();
}

BrokerConfig withoutSecrets(BrokerConfig config)
{
    config.database = maskedDatabase(config.database);
    for (const KeyFile &key : KeyFiles)
        config.*key.secret = (config.*key.secret).hidden();
    std::ranges::transform(config.clusterUrls, config.clusterUrls.begin(), maskedRedisUrl);
    return config;
}

BrokerConfig withRestored(BrokerConfig config, const BrokerConfig &known)
{
    if (config.database == maskedDatabase(known.database))
        config.database = known.database;
    for (const KeyFile &key : KeyFiles) {
        if ((config.*key.secret).isHidden())
            config.*key.secret = known.*key.secret;
    }
    for (QString &url : config.clusterUrls) {
        const auto same = std::ranges::find(known.clusterUrls, url, maskedRedisUrl);
        if (same != known.clusterUrls.end())
            url = *same;
    }
    return config;
}

} // namespace broadcaster
