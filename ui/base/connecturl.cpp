// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/connecturl.h"

#include "ui/base/text.h"

#include <QtCore/QUrl>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QString reachable(QString listening)
{
    listening.replace("://0.0.0.0:"_L1, "://127.0.0.1:"_L1);
    listening.replace("://[::]:"_L1, "://[::1]:"_L1);
    return listening;
}

QString encoded(const QString &project)
{
    return QString::fromLatin1(QUrl::toPercentEncoding(project));
}

} // namespace

QString connectUrl(const QString &listening, const QString &project, ClientType type)
{
    return reachable(listening) + u"/websocket?projectId="_s + encoded(project) + u"&type="_s
        + typeName(type);
}

QString connectUrl(
    const QString &listening, const QString &project, ClientType type, const ApiKey &key)
{
    return connectUrl(listening, project, type) + u"&apiKey="_s + QString::fromLatin1(key.secret());
}

QString requestUrl(const QString &listening, const QString &path)
{
    QString url = reachable(listening);
    url.replace(0, 2, "http"_L1); // ws or wss
    return url + path;
}

QString curlCommand(const QString &listening, const QString &path, const QString &project)
{
    const QString query = project.isEmpty() ? QString() : u"?projectId="_s + encoded(project);
    QString url = requestUrl(listening, path + query);
    // toPercentEncoding() leaves no quotation mark that could end it.
    return u"curl '"_s + url + u'\'';
}

} // namespace broadcaster
