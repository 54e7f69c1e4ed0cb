// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/json/jsonmember.h"

#include "server/api/jsonstring.h"

namespace broadcaster {

JsonMember::JsonMember(JsonPath path)
    : m_path(std::move(path))
{
    for (const JsonStep &step : std::as_const(m_path)) {
        if (const auto *name = std::get_if<QByteArray>(&step))
            m_lastName.setPattern(jsonQuoted(QString::fromUtf8(*name)));
    }
}

JsonValue JsonMember::in(QByteArrayView message) const
{
    // A name can only be written differently with a backslash.
    if (m_lastName.indexIn(message) < 0 && !message.contains('\\'))
        return {};
    return jsonAt(message, m_path);
}

} // namespace broadcaster
