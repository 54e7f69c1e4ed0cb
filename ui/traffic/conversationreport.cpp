// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/conversationreport.h"

#include "inspect/capture/capturetime.h"
#include "ui/base/text.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/conversations/replytext.h"
#include "ui/traffic/deliverytext.h"
#include "ui/traffic/traffictext.h"

#include <QtCore/QCoreApplication>

#include <algorithm>
#include <set>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Context of the texts translated here, outside any QObject.
struct ReportWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::ConversationReport)
};

/// In Markdown these signs would change the text around them.
QString markdownText(QString text)
{
    for (const QChar sign : u"\\`*_<>[]|#"_s)
        text.replace(sign, u'\\' + QString(sign));
    return text.simplified();
}

/// A line of backticks that is longer than any in the text.
QString fenceFor(const QString &text)
{
    constexpr qsizetype Shortest = 3;
    qsizetype longest = Shortest - 1;
    qsizetype run = 0;
    for (const QChar c : text) {
        run = c == u'`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return QString(longest + 1, u'`');
}

QString quoted(QByteArrayView message)
{
    const QByteArrayView part = message.first(std::min(message.size(), MaxReportedBytes));
    const bool isJson = part.size() == message.size() && !findJsonError(message);
    const QString text = QString::fromUtf8(isJson ? jsonIndented(message) : part.toByteArray());
    const QString fence = fenceFor(text);
    QString block = fence + (isJson ? u"json"_s : QString()) + u'\n' + text + u'\n' + fence + u'\n';
    if (part.size() < message.size())
        block += u'\n'
            + ReportWords::tr("Only the first %1 of %2 are quoted.")
                  .arg(sizeText(part.size()), sizeText(message.size()))
            + u'\n';
    return block;
}

void addLine(QString &out, const QString &name, const QString &value)
{
    //: A name and its value
    out += u"- "_s + ReportWords::tr("%1: %2").arg(name, value) + u'\n';
}

void addDelivery(QString &out, const TrafficRow &row)
{
    addLine(out, ReportWords::tr("Delivery"), deliveryHeadline(row));
    if (outcomeOf(row) != Outcome::None)
        addLine(out, ReportWords::tr("Rule"), markdownText(deliveryRule(row)));
    if (!row.delivery)
        return;
    for (const MessageDelivery::Client &client : row.delivery->clients) {
        out += u"  - "_s + typeName(client.type) + u' '
            + markdownText(QString::fromUtf8(client.id.text())) + u": "_s
            + verdictText(Verdict::Delivered, client.state) + u'\n';
    }
}

QString reportOf(const TrafficRow &row, const QString &reply, int number)
{
    //: The number of a message in a report, and its type
    QString out = u"### "_s
        + ReportWords::tr("%1. %2").arg(countText(number), markdownText(messageTypeText(row)))
        + u"\n\n"_s;
    addLine(out, ReportWords::tr("Time"), QString::fromLatin1(captureTime(row.record->timeMs)));
    addLine(out, ReportWords::tr("Project"), markdownText(row.project->toString()));
    addLine(out, ReportWords::tr("From"), markdownText(partyText(senderOf(row))));
    addLine(out, ReportWords::tr("To"), markdownText(partyText(receiverOf(row))));
    addDelivery(out, row);
    if (!reply.isEmpty())
        addLine(out, ReportWords::tr("Reply"), reply);
    return out + u'\n' + quoted(row.message);
}

} // namespace

std::optional<std::vector<quint64>> withConversations(const TrafficStore &store,
    const ConversationWatch *watch, const std::vector<quint64> &sequences)
{
    std::set<quint64> all;
    for (const quint64 sequence : sequences) {
        all.insert(sequence);
        if (watch && watch->isUsed()) {
            for (const quint64 each : watch->pairer()->conversation(sequence)) {
                if (each >= store.first() && each < store.end())
                    all.insert(each);
            }
        }
        if (all.size() > MaxReportedMessages)
            return std::nullopt;
    }
    return std::vector<quint64>(all.begin(), all.end());
}

QString conversationReport(const TrafficStore &store, const ConversationWatch *watch,
    const std::vector<quint64> &sequences)
{
    QStringList parts;
    for (const quint64 sequence : sequences) {
        const QString reply = watch && watch->isUsed() ? replyWords(*watch, sequence).text
                                                       : QString();
        parts.append(reportOf(store.at(sequence), reply, static_cast<int>(parts.size()) + 1));
    }
    return parts.join(u'\n');
}

} // namespace broadcaster
