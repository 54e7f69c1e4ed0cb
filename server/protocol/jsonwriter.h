// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <string_view>

namespace broadcaster {

/// Writes JSON straight into bytes, for answers with thousands of members. Writes the commas. The
/// caller closes each object and array that it opens.
class JsonWriter final {
public:
    void beginObject() { open('{'); }
    void endObject() { m_out += '}'; }
    void beginArray() { open('['); }
    void endArray() { m_out += ']'; }
    /// Comes before the value of a member. REQUIRES: the name needs no escape.
    void name(std::string_view name);

    void text(std::string_view utf8);
    void text(const QByteArray &utf8);
    /// A null string becomes null.
    void textOrNull(const QString &text);
    void number(qint64 value);
    void boolean(bool value);
    void null();

    [[nodiscard]] const QByteArray &json() const { return m_out; }

private:
    void open(char bracket);
    void separate();

    QByteArray m_out;
};

} // namespace broadcaster
