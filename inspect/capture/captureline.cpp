// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/capture/captureline.h"

#include "inspect/capture/capturetime.h"
#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsontext.h"
#include "server/api/check.h"
#include "server/api/jsonstring.h"

#include <QtCore/QStringDecoder>

#include <algorithm>

namespace broadcaster {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Whether the message can stand in a line as it is, and be read again byte by byte.
bool fitsInLine(QByteArrayView message)
{
    return !message.isEmpty() && !isSpace(message.front()) && !isSpace(message.back())
        && !message.contains('\n') && !message.contains('\r') && !findJsonError(message);
}

void appendMessage(QByteArray &out, QByteArrayView message)
{
    if (fitsInLine(message)) {
        out.append("\"message\":").append(message);
        return;
    }
    QStringDecoder decoder(QStringDecoder::Utf8,
        QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder.decode(message);
    const QByteArray base64 = message.toByteArray().toBase64();
    const QByteArray quoted = jsonQuoted(text);
    // A large text in which every character is escaped would make the line too long to be read.
    constexpr qsizetype Legible = 64 * 1024;
    if (decoder.hasError() || quoted.size() > std::max(base64.size(), Legible))
        out.append("\"base64\":\"").append(base64).append('"');
    else
        out.append("\"text\":").append(quoted);
}

void appendString(QByteArray &out, QByteArrayView utf8)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
        QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder.decode(utf8);
    out.append(jsonQuoted(text));
}

/// `"from":{"type":…,"id":…},` without missing members.
void appendParty(QByteArray &out, const char *name, QByteArrayView type, QByteArrayView id)
{
    if (type.isEmpty() && id.isEmpty())
        return;
    out.append('"').append(name).append("\":{");
    if (!type.isEmpty()) {
        out.append("\"type\":");
        appendString(out, type);
    }
    if (!id.isEmpty()) {
        out.append(type.isEmpty() ? "\"id\":" : ",\"id\":");
        appendString(out, id);
    }
    out.append("},");
}

void appendCount(QByteArray &out, const char *name, quint32 count)
{
    out.append('"').append(name).append("\":").append(QByteArray::number(count)).append(',');
}

/// `"queued":1,"too-slow":2,` without counts of 0.
void appendUnsent(QByteArray &out, const UnsentCounts &counts)
{
    const auto append = [&out](DeliveryState state, quint32 count) {
        if (count > 0)
            appendCount(out, nameOf(state).data(), count);
    };
    append(DeliveryState::Queued, counts.queued);
    append(DeliveryState::TooSlow, counts.tooSlow);
    append(DeliveryState::ConnectionLost, counts.connectionLost);
}

/// `"unsent":{…},`; nothing if the message was sent to everyone.
void appendDelivery(QByteArray &out, const MessageDelivery &delivery)
{
    if (delivery.isEmpty())
        return;
    out.append("\"unsent\":{");
    appendUnsent(out, delivery.addressed);
    if (delivery.mirrored.total() > 0) {
        out.append("\"mirrored\":{");
        appendUnsent(out, delivery.mirrored);
        out.chop(1);
        out.append("},");
    }
    out.append("\"clients\":[");
    for (const MessageDelivery::Client &client : delivery.clients) {
        const std::string_view type = wireName(client.type);
        out.append("{\"type\":\"").append(type.data(), static_cast<qsizetype>(type.size()));
        out.append("\",\"id\":");
        appendString(out, client.id.text());
        out.append(",\"state\":\"").append(nameOf(client.state)).append("\"},");
    }
    if (!delivery.clients.empty())
        out.chop(1);
    out.append("]},");
}

} // namespace

void appendCaptureLine(QByteArray &out, const TrafficRow &row)
{
    const TrafficRecord &record = *row.record;
    out.append("{\"time\":\"").append(captureTime(record.timeMs)).append("\",\"project\":");
    appendString(out, row.project->utf8());
    out.append(",\"kind\":\"").append(nameOf(record.kind)).append("\",");
    appendParty(out, "from",
        row.isSystem() ? QByteArrayView("system") : QByteArrayView(wireName(record.senderType)),
        row.sender());
    const bool isToType = record.kind == TrafficKind::ToType;
    const QByteArrayView type = isToType ? row.target
        : record.hasTargetType           ? QByteArrayView(wireName(record.targetType))
                                         : QByteArrayView();
    appendParty(out, "to", type, isToType ? QByteArrayView() : row.target);
    if (record.addressed != TrafficRecord::UnknownCount) {
        appendCount(out, "addressed", record.addressed);
        appendCount(out, "delivered", row.sent());
        appendCount(out, "mirrored", row.sentMirrors());
        if (row.delivery)
            appendDelivery(out, *row.delivery);
    }
    if (row.isMarked())
        out.append("\"marked\":true,");
    if (!row.comment().isEmpty()) {
        out.append("\"comment\":");
        appendString(out, row.comment());
        out.append(',');
    }
    if (record.missing > 0)
        appendCount(out, "missing", record.missing);
    appendMessage(out, row.message);
    out.append("}\n");
}

} // namespace broadcaster
