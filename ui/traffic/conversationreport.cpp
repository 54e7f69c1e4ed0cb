// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/conversationreport.h"

#include "inspect/capture/capturetime.h"
#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsonindent.h"
#include "ui/base/clienttext.h"
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

/// Those that have not got the message come first.
int rankOf(const DeliveryLine &receiver, DeliveryState state)
{
    const int mirrors = receiver.verdict == Verdict::Mirrored ? 1 : 0;
    switch (state) {
    case DeliveryState::TooSlow:
    case DeliveryState::ConnectionLost:
        return mirrors;
    case DeliveryState::Queued:
        return 2 + mirrors;
    case DeliveryState::Sent:
        break;
    }
    return 4 + mirrors;
}

/// Without the broker's answer, the clients are known that have not got the message.
QList<DeliveryLine> unsentReceivers(const TrafficRow &row)
{
    QList<DeliveryLine> lines;
    const MessageDelivery delivery = row.delivery ? *row.delivery : MessageDelivery();
    for (const MessageDelivery::Client &client : delivery.clients) {
        const bool isMirror = row.isMirrorTo(client.id, client.type);
        lines.append({ client.id, client.type, isMirror ? Verdict::Mirrored : Verdict::Delivered });
    }
    return lines;
}

/// "runtime 1 (runtime 8f1c…)", or the part in brackets alone.
QString receiverText(const DeliveryLine &receiver, const ProjectId &project, ClientNames *names)
{
    const QByteArray &id = receiver.client.text();
    const QString whole = typeName(receiver.type) + u' ' + QString::fromUtf8(id);
    const ClientLabel label = clientLabel(names, project, id, receiver.type);
    return markdownText(label.isNamed() ? QString(label.text + u" (" + whole + u')') : whole);
}

void addReceivers(
    QString &out, const TrafficRow &row, const ReportedReceivers &receivers, ClientNames *names)
{
    const MessageDelivery delivery = row.delivery ? *row.delivery : MessageDelivery();
    for (const DeliveryLine &each : receivers.listed) {
        //: A name and its value
        const QString line = ReportWords::tr("%1: %2").arg(receiverText(each, *row.project, names),
            verdictText(each, delivery.stateAt(each.client)));
        out += u"  - "_s + line + u'\n';
    }
    if (receivers.more == 0)
        return;
    //: After a list of clients
    const QString more = ReportWords::tr("and %Ln more", nullptr, static_cast<int>(receivers.more));
    out += u"  - "_s + more + u'\n';
}

void addDelivery(QString &out, const TrafficRow &row)
{
    addLine(out, ReportWords::tr("Delivery"), deliveryHeadline(row));
    if (outcomeOf(row) != Outcome::None)
        addLine(out, ReportWords::tr("Rule"), markdownText(deliveryRule(row)));
}

QString headOf(const TrafficRow &row, int number)
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
    return out;
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

ReportedReceivers receiversAmong(const TrafficRow &row, const QList<DeliveryLine> &clients)
{
    const MessageDelivery delivery = row.delivery ? *row.delivery : MessageDelivery();
    std::vector<std::pair<int, const DeliveryLine *>> ranked;
    for (const DeliveryLine &line : clients) {
        if (line.verdict == Verdict::Delivered || line.verdict == Verdict::Mirrored)
            ranked.emplace_back(rankOf(line, delivery.stateAt(line.client)), &line);
    }
    std::stable_sort(ranked.begin(), ranked.end(),
        [](const auto &a, const auto &b) { return a.first < b.first; });
    ReportedReceivers receivers;
    for (const auto &[rank, line] : ranked) {
        if (receivers.listed.size() < MaxReportedReceivers)
            receivers.listed.append(*line);
        else
            ++receivers.more;
    }
    return receivers;
}

QString conversationReport(const TrafficStore &store, const ConversationWatch *watch,
    const std::vector<quint64> &sequences, const QHash<quint64, ReportedReceivers> &receivers,
    ClientNames *names)
{
    QStringList parts;
    for (const quint64 sequence : sequences) {
        const TrafficRow row = store.at(sequence);
        QString part = headOf(row, static_cast<int>(parts.size()) + 1);
        const auto known = receivers.constFind(sequence);
        addReceivers(part, row,
            known != receivers.constEnd() ? *known : receiversAmong(row, unsentReceivers(row)),
            names);
        const bool isPaired = watch && watch->isUsed();
        if (const QString reply = isPaired ? replyWords(*watch, sequence).text : QString();
            !reply.isEmpty())
            addLine(part, ReportWords::tr("Reply"), reply);
        parts.append(part + u'\n' + quoted(row.message));
    }
    return parts.join(u'\n');
}

} // namespace broadcaster
