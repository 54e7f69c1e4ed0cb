// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/jsonwriter.h"

#include "server/api/jsonstring.h"

namespace broadcaster {

void JsonWriter::separate()
{
    if (m_out.isEmpty())
        return;
    const char last = m_out.back();
    if (last != '{' && last != '[' && last != ':')
        m_out += ',';
}

void JsonWriter::open(char bracket)
{
    separate();
    m_out += bracket;
}

void JsonWriter::name(std::string_view name)
{
    text(name);
    m_out += ':';
}

void JsonWriter::text(std::string_view utf8)
{
    separate();
    appendJsonString(m_out, utf8);
}

void JsonWriter::text(const QByteArray &utf8)
{
    text(std::string_view(utf8.constData(), static_cast<std::size_t>(utf8.size())));
}

void JsonWriter::textOrNull(const QString &value)
{
    if (value.isNull())
        null();
    else
        text(value.toUtf8());
}

void JsonWriter::number(qint64 value)
{
    separate();
    m_out += QByteArray::number(value);
}

void JsonWriter::boolean(bool value)
{
    separate();
    m_out += value ? "true" : "false";
}

void JsonWriter::null()
{
    separate();
    m_out += "null";
}

} // namespace broadcaster
