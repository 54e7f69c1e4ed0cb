// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/messagepreview.h"

#include "inspect/json/jsonscan.h"
#include "server/api/bytes.h"

#include <algorithm>
#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The text up to a place where no character is cut in two.
QByteArrayView cutOff(QByteArrayView text, qsizetype most)
{
    if (text.size() <= most)
        return text;
    const auto continues = [&](qsizetype at) { return (text[at] & 0xc0) == 0x80; };
    while (most > 0 && continues(most))
        --most;
    return text.first(most);
}

/// Without the space between the tokens of a JSON text. A string that is cut off stays as it is.
QByteArray withoutSpace(QByteArrayView text)
{
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype at = 0; at < text.size();) {
        if (jsonscan::isSpace(text[at])) {
            ++at;
            continue;
        }
        const qsizetype end = text[at] == '"' ? jsonscan::skipString(text, at) : at + 1;
        const qsizetype next = end < 0 ? text.size() : end;
        out.append(text.sliced(at, next - at));
        at = next;
    }
    return out;
}

/// Control characters would break the line, or turn its direction.
QString withoutControls(QString text)
{
    for (QChar &c : text) {
        const QChar::Category category = c.category();
        if (category == QChar::Other_Control || category == QChar::Separator_Line
            || category == QChar::Separator_Paragraph)
            c = u' ';
        else if (category == QChar::Other_Format && !c.isSurrogate() && c.unicode() != 0x200d)
            c = QChar(0x00b7); // A direction mark, say. The joiner of emoji stays.
    }
    return text;
}

bool isIdOfConversation(QByteArrayView name)
{
    constexpr std::array Names { "requestId", "correlationId", "inReplyTo", "replyTo" };
    return std::any_of(Names.begin(), Names.end(), [name](const char *one) { return name == one; });
}

/// The place behind a string or a number and the comma after it; 0: something else is there.
qsizetype skipIdValue(QByteArrayView text, qsizetype at)
{
    if (at < text.size() && text[at] == '"') {
        at = jsonscan::skipString(text, at);
        if (at < 0)
            return 0;
    } else {
        while (at < text.size() && (isDigit(text[at]) || text[at] == '-'))
            ++at;
    }
    at = jsonscan::skipSpace(text, at);
    return at < text.size() && text[at] == ',' ? at + 1 : 0;
}

/// The place of the first member behind such ids; 0: the object does not begin with one, or has
/// only them.
qsizetype behindIds(QByteArrayView object)
{
    qsizetype found = 0;
    for (qsizetype at = 1;;) {
        at = jsonscan::skipSpace(object, at);
        if (at >= object.size() || object[at] != '"')
            return 0;
        const qsizetype end = jsonscan::skipString(object, at);
        if (end < 0 || !isIdOfConversation(object.sliced(at + 1, end - at - 2)))
            return found;
        at = jsonscan::skipSpace(object, end);
        if (at >= object.size() || object[at] != ':')
            return 0;
        at = skipIdValue(object, jsonscan::skipSpace(object, at + 1));
        if (at == 0)
            return 0;
        found = at;
    }
}

} // namespace

MessagePreview previewOf(const TrafficRow &row)
{
    JsonPath path { QByteArray("payload") };
    const JsonValue payload = jsonAt(row.message, path);
    if (payload.kind == JsonValue::Kind::Missing)
        return { {}, { JsonValue::Kind::Missing, row.message } };
    if (row.record->kind == TrafficKind::Error) {
        const JsonStep step = QByteArray("message");
        const JsonValue message = jsonAt(payload, { step });
        if (message.kind == JsonValue::Kind::String)
            return { path << step, message };
    }
    return { path, payload };
}

QString previewLine(const JsonValue &value, qsizetype mostBytes)
{
    const bool isObject = value.kind == JsonValue::Kind::Object;
    const qsizetype begin = isObject ? behindIds(cutOff(value.raw, mostBytes)) : 0;
    if (begin == 0)
        return oneLine(value, mostBytes);
    return u"{\u2026,"_s + oneLine({ value.kind, value.raw.sliced(begin) }, mostBytes);
}

QString oneLine(const JsonValue &value, qsizetype mostBytes)
{
    const bool isCut = value.raw.size() > mostBytes;
    const QByteArrayView raw = cutOff(value.raw, mostBytes);
    QString text;
    if (value.kind == JsonValue::Kind::String && !isCut)
        text = jsonText(value);
    else if (value.kind == JsonValue::Kind::String)
        text = QString::fromUtf8(raw.sliced(1));
    else
        text = QString::fromUtf8(withoutSpace(raw));
    text = withoutControls(std::move(text));
    return isCut ? text + QChar(0x2026) : text;
}

} // namespace broadcaster
