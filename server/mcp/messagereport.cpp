// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/mcp/messagereport.h"

#include "server/mcp/toolresult.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

void askMessage(const ToolCall &call, const ShowMessage &wanted,
    const std::function<void(const Result<MessageReport> &report)> &done)
{
    call.console.ask<ShowMessage>(
        wanted, call.caller, [call, done](const Result<KeptMessageText> &kept) {
            if (!kept)
                return done(kept.error());
            call.console.ask<ShowDelivery>({ kept->query }, call.caller,
                [kept = *kept, done](const Result<QList<DeliveryLine>> &lines) {
                    done(MessageReport { kept, lines });
                });
        });
}

std::optional<DeliveryState> stateAt(const MessageReport &report, const DeliveryLine &line)
{
    if (line.verdict != Verdict::Delivered && line.verdict != Verdict::Mirrored)
        return {};
    if (!line.broker.isEmpty())
        return {}; // Its own broker knows.
    const auto &unsent = report.kept.unsent;
    const auto found = std::find_if(unsent.begin(), unsent.end(),
        [&](const UnsentLine &each) { return each.client == line.client; });
    return found == unsent.end() ? DeliveryState::Sent : found->state;
}

QString fittingText(KeptMessageText &kept, qint64 offset)
{
    const qsizetype most = toolBudget() / 2;
    QByteArray text = kept.text;
    QString shown = QString::fromUtf8(text);
    while (costOf({ { u"text"_s, shown } }) > most) {
        text = text.first(text.size() / 2);
        while (!text.isEmpty() && !text.isValidUtf8() && kept.text.isValidUtf8())
            text.chop(1);
        shown = QString::fromUtf8(text);
        kept.nextOffset = offset + text.size();
    }
    return shown;
}

} // namespace broadcaster
