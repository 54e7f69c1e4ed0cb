// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsontext.h"

#include "inspect/json/jsonscan.h"
#include "server/api/bytes.h"
#include "server/api/jsonstring.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isContainer(JsonValue::Kind kind)
{
    return kind == JsonValue::Kind::Object || kind == JsonValue::Kind::Array;
}

bool isNamed(QByteArrayView key, const QByteArray &name)
{
    // Almost no key has an escape, and without one its bytes are its name.
    if (key == QByteArrayView(name))
        return !key.contains('\\');
    return key.size() > name.size() && key.contains('\\') && jsonUnescaped(key) == name;
}

/// The place after the value at `at` and the comma that follows; -1 without a comma.
qsizetype nextItem(QByteArrayView text, qsizetype at)
{
    const JsonValue value = jsonscan::valueAt(text, at);
    if (value.kind == JsonValue::Kind::Missing)
        return -1;
    at = jsonscan::skipSpace(text, at + value.raw.size());
    return at < text.size() && text[at] == ',' ? at + 1 : -1;
}

/// Start of the value of the first member of that name at or after `at`; -1 without the name.
qsizetype nextNamed(QByteArrayView text, qsizetype at, const QByteArray &name)
{
    using namespace jsonscan;
    for (; at >= 0; at = nextItem(text, at)) {
        at = skipSpace(text, at);
        const qsizetype end = at < text.size() && text[at] == '"' ? skipString(text, at) : -1;
        if (end < 0)
            return -1;
        const QByteArrayView key = text.sliced(at + 1, end - at - 2);
        at = skipSpace(text, end);
        if (at >= text.size() || text[at] != ':')
            return -1;
        at = skipSpace(text, at + 1);
        if (isNamed(key, name))
            return at;
    }
    return -1;
}

/// The same for the object that opens at `at`.
qsizetype memberBegin(QByteArrayView text, qsizetype at, const QByteArray &name)
{
    return at < text.size() && text[at] == '{' ? nextNamed(text, at + 1, name) : -1;
}

qsizetype elementBegin(QByteArrayView text, qsizetype at, qsizetype index)
{
    if (at >= text.size() || text[at] != '[' || index < 0)
        return -1;
    for (++at; at >= 0; at = nextItem(text, at)) {
        at = jsonscan::skipSpace(text, at);
        if (index-- == 0)
            return at;
    }
    return -1;
}

bool isWord(const QByteArray &name)
{
    const auto isLetter = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    };
    return !name.isEmpty() && isLetter(name.front())
        && std::all_of(name.begin(), name.end(), [&](char c) { return isLetter(c) || isDigit(c); });
}

} // namespace

JsonCursor::JsonCursor(const JsonValue &container)
    : m_text(isContainer(container.kind) ? container.raw : QByteArrayView())
    , m_isObject(container.kind == JsonValue::Kind::Object)
{
}

bool JsonCursor::next()
{
    using namespace jsonscan;
    const qsizetype size = m_text.size();
    const bool isFirst = m_at == 0;
    qsizetype at = skipSpace(m_text, isFirst ? 1 : m_at);
    if (!isFirst)
        at = at < size && m_text[at] == ',' ? skipSpace(m_text, at + 1) : size;
    m_at = size;
    m_key = {};
    m_value = {};
    if (m_isObject) {
        if (at >= size || m_text[at] != '"')
            return false;
        const qsizetype end = skipString(m_text, at);
        if (end < 0)
            return false;
        const QByteArrayView key = m_text.sliced(at + 1, end - at - 2);
        at = skipSpace(m_text, end);
        if (at >= size || m_text[at] != ':')
            return false;
        at = skipSpace(m_text, at + 1);
        m_value = valueAt(m_text, at);
        if (m_value.kind != JsonValue::Kind::Missing)
            m_key = key;
    } else {
        m_value = valueAt(m_text, at);
    }
    if (m_value.kind == JsonValue::Kind::Missing)
        return false;
    m_at = at + m_value.raw.size();
    return true;
}

JsonValue jsonRoot(QByteArrayView text)
{
    return jsonscan::valueAt(text, jsonscan::skipSpace(text, 0));
}

JsonValue jsonAt(const JsonValue &root, const JsonPath &path)
{
    return jsonAt(root.raw, path);
}

JsonValue jsonAt(QByteArrayView text, const JsonPath &path)
{
    qsizetype at = jsonscan::skipSpace(text, 0);
    for (const JsonStep &step : path) {
        if (const auto *name = std::get_if<QByteArray>(&step))
            at = memberBegin(text, at, *name);
        else
            at = elementBegin(text, at, std::get<qsizetype>(step));
        if (at < 0)
            return {};
    }
    return jsonscan::valueAt(text, at);
}

JsonValue jsonLastMember(QByteArrayView text, const QByteArray &name)
{
    JsonValue last;
    qsizetype at = memberBegin(text, jsonscan::skipSpace(text, 0), name);
    while (at >= 0) {
        if (const JsonValue value = jsonscan::valueAt(text, at);
            value.kind != JsonValue::Kind::Missing)
            last = value;
        const qsizetype behind = nextItem(text, at);
        at = behind < 0 ? -1 : nextNamed(text, behind, name);
    }
    return last;
}

QString jsonPathText(const JsonPath &path)
{
    QString text;
    for (const JsonStep &step : path) {
        if (const auto *index = std::get_if<qsizetype>(&step)) {
            text += u'[' + QString::number(*index) + u']';
            continue;
        }
        const QByteArray &name = std::get<QByteArray>(step);
        if (!text.isEmpty())
            text += u'.';
        text += QString::fromUtf8(isWord(name) ? name : jsonQuoted(QString::fromUtf8(name)));
    }
    return text;
}

QString jsonText(const JsonValue &value)
{
    if (value.kind != JsonValue::Kind::String)
        return QString::fromUtf8(value.raw);
    const QByteArrayView content = value.raw.sliced(1, value.raw.size() - 2);
    return content.contains('\\') ? QString::fromUtf8(jsonUnescaped(content))
                                  : QString::fromUtf8(content);
}

} // namespace broadcaster
