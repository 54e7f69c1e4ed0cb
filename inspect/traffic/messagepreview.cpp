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

/// Whether the broker itself wrote the message: `connected`, `client_left`, `error` and PONG.
bool isOfBroker(TrafficKind kind)
{
    return kind == TrafficKind::Error || kind == TrafficKind::SystemToOne
        || kind == TrafficKind::SystemToAll;
}

bool isIdValue(const JsonValue &value)
{
    return value.kind == JsonValue::Kind::String || value.kind == JsonValue::Kind::Number;
}

/// Bytes of an object that are looked at: a table asks for a preview of each row it paints.
constexpr qsizetype MaxLookedAt = 4096;

struct Interior {
    JsonValue only; ///< The only member, if that is an object or an array; else Missing.
    qsizetype begin = 0; ///< Begin of the first member behind ids; 0: no ids, or nothing else.
};

/// The object or array at `at`, if nothing of the object follows. One that goes on behind what is
/// looked at counts as such: no more than its beginning is shown.
JsonValue onlyValue(const JsonValue &object, QByteArrayView text, qsizetype at)
{
    const bool isList = text[at] == '[';
    if (!isList && text[at] != '{')
        return {};
    const qsizetype inner = jsonscan::skipSpace(text, at + 1);
    if (inner < text.size() && (text[inner] == '}' || text[inner] == ']'))
        return {};
    const JsonValue value = jsonscan::valueAt(text, at);
    if (value.kind == JsonValue::Kind::Missing)
        return { isList ? JsonValue::Kind::Array : JsonValue::Kind::Object, object.raw.sliced(at) };
    const qsizetype end = jsonscan::skipSpace(text, at + value.raw.size());
    return end < text.size() && text[end] == '}' ? value : JsonValue();
}

Interior interiorOf(const JsonValue &object)
{
    const QByteArrayView text = object.raw.first(std::min(object.raw.size(), MaxLookedAt));
    Interior found;
    for (qsizetype at = jsonscan::skipSpace(text, 1); at < text.size() && text[at] == '"';) {
        const qsizetype nameEnd = jsonscan::skipString(text, at);
        const qsizetype colon = nameEnd < 0 ? text.size() : jsonscan::skipSpace(text, nameEnd);
        const qsizetype value = jsonscan::skipSpace(text, colon + 1);
        if (value >= text.size())
            return {};
        const JsonValue id = isIdOfConversation(text.sliced(at + 1, nameEnd - at - 2))
            ? jsonscan::valueAt(text, value)
            : JsonValue();
        if (!isIdValue(id)) {
            found.only = onlyValue(object, text, value);
            return found;
        }
        const qsizetype end = jsonscan::skipSpace(text, value + id.raw.size());
        if (end >= text.size() || text[end] != ',')
            return {};
        at = jsonscan::skipSpace(text, end + 1);
        found.begin = at;
    }
    return {};
}

} // namespace

MessagePreview previewOf(const TrafficRow &row)
{
    JsonPath path { QByteArray("payload") };
    const JsonValue payload = jsonAt(row.message, path);
    if (payload.kind == JsonValue::Kind::Missing) {
        const bool isObject = jsonRoot(row.message).kind == JsonValue::Kind::Object;
        return { {}, { JsonValue::Kind::Missing, isObject ? QByteArrayView() : row.message } };
    }
    if (isOfBroker(row.record->kind)) {
        const JsonStep step = QByteArray("message");
        const JsonValue message = jsonAt(payload, { step });
        if (message.kind == JsonValue::Kind::String)
            return { path << step, message };
    }
    return { path, payload };
}

QString previewLine(const JsonValue &value, qsizetype mostBytes)
{
    constexpr int MostWrappers = 4;
    JsonValue shown = value;
    for (int level = 0; shown.kind == JsonValue::Kind::Object; ++level) {
        const Interior interior = interiorOf(shown);
        if (interior.only.kind != JsonValue::Kind::Missing && level < MostWrappers) {
            shown = interior.only;
            continue;
        }
        if (interior.begin > 0)
            return u"{\u2026,"_s
                + oneLine({ shown.kind, shown.raw.sliced(interior.begin) }, mostBytes);
        break;
    }
    const bool isWhole = shown.raw.data() == value.raw.data();
    return (isWhole ? QString() : u"\u2026"_s) + oneLine(shown, mostBytes);
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
