// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/linefilter.h"

#include "inspect/filter/filter.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QString messagesCondition(const ConversationsModel::Line &line)
{
    const QString requests = line.type.isEmpty() ? QString()
                                                 : filterCondition(u"type"_s, line.type);
    switch (line.answerer.kind) {
    case Answerer::Kind::Client: {
        if (line.answerer.id.isEmpty() || requests.isEmpty())
            return requests;
        const QString replies = filterCondition(u"from.id"_s, QString::fromUtf8(line.answerer.id));
        return requests + u" || "_s + replies;
    }
    case Answerer::Kind::Broker:
        return filterCondition(u"kind"_s, u"rejected"_s) + u" || "_s
            + filterCondition(u"kind"_s, u"error"_s);
    case Answerer::Kind::Nobody:
        return filterAnd(requests, filterLiteralCondition(u"delivered"_s, u"nobody"_s));
    case Answerer::Kind::Anybody:
        break;
    }
    return requests;
}

} // namespace

QString lineFilter(const ConversationsModel::Line &line)
{
    const QString messages = messagesCondition(line);
    if (line.project.isNull())
        return messages;
    const QString project = filterCondition(u"project"_s, line.project.toString());
    return messages.isEmpty() ? project : filterAnd(messages, project);
}

} // namespace broadcaster
