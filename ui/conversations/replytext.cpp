// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/replytext.h"

#include "inspect/conversations/conversationlimits.h"
#include "server/api/check.h"
#include "ui/base/text.h"
#include "ui/conversations/conversationwatch.h"

#include <QtCore/QCoreApplication>

namespace broadcaster {

namespace {

using State = ConversationPart::State;

/// Context of the texts translated here, outside any QObject.
struct ReplyTexts {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::ReplyTexts)
};

ReplyWords replyInWords(const ConversationPart &part)
{
    const QString time = spanText(part.replyMs.value_or(0));
    if (part.isError)
        return { ReplyTexts::tr("error in %1").arg(time), ReplyMood::Bad };
    return { ReplyTexts::tr("reply in %1").arg(time), ReplyMood::Plain };
}

ReplyWords answeredWords(const ConversationPart &part)
{
    const QString time = spanText(part.replyMs.value_or(0));
    const ReplyMood mood = part.isError ? ReplyMood::Bad : ReplyMood::Plain;
    if (part.replies > 1) {
        //: Time of the first reply, and how many have come: 8 ms, 2 replies
        return {
            ReplyTexts::tr("%1, %n replies", nullptr, static_cast<int>(part.replies)).arg(time),
            mood
        };
    }
    return { part.isError ? ReplyTexts::tr("failed in %1").arg(time)
                          : ReplyTexts::tr("answered in %1").arg(time),
        mood };
}

ReplyWords waitingWords(const ConversationPart &part, std::optional<qint64> nowMs)
{
    if (!nowMs)
        return { ReplyTexts::tr("unanswered"), ReplyMood::Warning };
    const qint64 age = *nowMs - part.requestMs;
    if (age < ConversationLimits().patience.count())
        return { ReplyTexts::tr("waiting"), ReplyMood::Quiet };
    return { ReplyTexts::tr("unanswered for %1").arg(durationText(age)), ReplyMood::Warning };
}

} // namespace

ReplyWords replyWords(const ConversationPart &part, std::optional<qint64> nowMs)
{
    switch (part.state) {
    case State::None:
        return {};
    case State::Reply:
        return replyInWords(part);
    case State::Answered:
        return answeredWords(part);
    case State::Waiting:
        return waitingWords(part, nowMs);
    case State::NobodyThere:
        return { ReplyTexts::tr("nobody there"), ReplyMood::Warning };
    case State::ReceiverLeft:
        return { ReplyTexts::tr("receiver left"), ReplyMood::Warning };
    case State::SenderLeft:
        return { ReplyTexts::tr("sender left"), ReplyMood::Quiet };
    }
    return unreachable(ReplyWords());
}

ReplyWords replyWords(const ConversationWatch &watch, quint64 sequence)
{
    return replyWords(
        watch.part(sequence), watch.isLive() ? std::optional(watch.nowMs()) : std::nullopt);
}

} // namespace broadcaster
