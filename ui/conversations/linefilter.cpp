// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/linefilter.h"

#include "inspect/filter/filter.h"
#include "ui/base/text.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The state of the requests that the column counts; empty: of all. Requests without an answering
/// client are all in one state.
QString stateOf(const ConversationsModel::Line &line, int column)
{
    const bool isAnswered = line.answerer.kind == Answerer::Kind::Client
        || line.answerer.kind == Answerer::Kind::Broker;
    if (isAnswered && column == ConversationsModel::UnansweredColumn && line.unanswered > 0)
        return u"unanswered"_s;
    if (isAnswered && column == ConversationsModel::ErrorsColumn && line.errors > 0)
        return u"error"_s;
    return {};
}

QString messagesCondition(const ConversationsModel::Line &line)
{
    const QString messages = line.type.isEmpty() ? u"request.type"_s
                                                 : filterCondition(u"request.type"_s, line.type);
    const QString unanswered = filterAnd(
        messages, filterLiteralCondition(u"reply.state"_s, u"unanswered"_s));
    switch (line.answerer.kind) {
    case Answerer::Kind::Client:
        if (line.answerer.id.isEmpty())
            return messages;
        return filterAnd(
            messages, filterCondition(u"reply.from"_s, QString::fromUtf8(line.answerer.id)));
    case Answerer::Kind::Broker:
        return filterAnd(messages, filterLiteralCondition(u"reply.from"_s, u"broker"_s));
    case Answerer::Kind::Nobody:
        return filterAnd(unanswered, filterLiteralCondition(u"delivered"_s, u"nobody"_s));
    case Answerer::Kind::Anybody:
        break;
    }
    if (!line.answerer.type)
        return unanswered;
    return filterAnd(unanswered, filterCondition(u"to.type"_s, typeName(*line.answerer.type)));
}

} // namespace

QString lineFilter(const ConversationsModel::Line &line, int column)
{
    QString messages = messagesCondition(line);
    if (const QString state = stateOf(line, column); !state.isEmpty())
        messages = filterAnd(messages, filterLiteralCondition(u"reply.state"_s, state));
    if (line.project.isNull())
        return messages;
    const QString project = filterCondition(u"project"_s, line.project.toString());
    return messages.isEmpty() ? project : filterAnd(messages, project);
}

} // namespace broadcaster
