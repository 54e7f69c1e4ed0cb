// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/conversationtext.h"

#include "ui/base/text.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/conversations/replytext.h"
#include "ui/traffic/traffictext.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QStringList>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr size_t MaxListedReplies = 4;

/// Context of the texts translated here, outside any QObject.
struct ConversationWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::ConversationText)
};

QString requestLine(const TrafficRow &row, ClientNames *names)
{
    //: Type, sender, and time of a message
    return ConversationWords::tr("Request %1 from %2 at %3")
        .arg(messageTypeText(row), partyLabel(senderOf(row), names, *row.project),
            clockText(row.record->timeMs));
}

QString replyLine(const TrafficRow &row, const ConversationPart &part, ClientNames *names)
{
    const QString words = part.isError ? ConversationWords::tr("Error %1 from %2 at %3, after %4")
                                       : ConversationWords::tr("Reply %1 from %2 at %3, after %4");
    return words.arg(messageTypeText(row), partyLabel(senderOf(row), names, *row.project),
        clockText(row.record->timeMs), spanText(part.replyMs.value_or(0)));
}

} // namespace

QString conversationText(const ConversationWatch &watch, quint64 sequence, ClientNames *names)
{
    const TrafficStore *store = watch.store();
    if (!watch.isUsed() || sequence < store->first() || sequence >= store->end())
        return {};
    QStringList lines;
    size_t replies = 0;
    for (const quint64 each : watch.pairer()->conversation(sequence)) {
        const ConversationPart part = watch.part(each);
        if (each < store->first() || part.state == ConversationPart::State::None)
            continue;
        if (part.isRequest()) {
            lines.prepend(requestLine(store->at(each), names));
            if (part.isUnanswered())
                lines.append(replyWords(watch, each).text);
        } else if (++replies <= MaxListedReplies || each == sequence) {
            lines.append(replyLine(store->at(each), part, names));
        }
    }
    const auto listed = static_cast<size_t>(lines.size());
    if (replies > MaxListedReplies && listed < replies + 1)
        lines.append(ConversationWords::tr(
            "%n more replies", nullptr, static_cast<int>(replies + 1 - listed)));
    return lines.join(u'\n');
}

} // namespace broadcaster
