// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/placeholders.h"

#include "inspect/json/jsonindent.h"
#include "inspect/json/jsontext.h"

#include <QtCore/QDateTime>
#include <QtCore/QUuid>

#include <algorithm>

namespace broadcaster::placeholders {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QByteArrayView Opening = "{{";
constexpr QByteArrayView Closing = "}}";
constexpr char EscapedBrace[] = "\\u007b";
/// Stands around a placeholder that is indented like a string. Not valid in JSON, so no text has
/// it.
constexpr char Mark = '\x01';

enum class Name { Uuid, Now, Timestamp, ClientId };

struct Known {
    QByteArrayView text;
    Name name;
};

constexpr Known PlaceholderTable[] { { "uuid", Name::Uuid }, { "now", Name::Now },
    { "timestamp", Name::Timestamp }, { "clientId", Name::ClientId } };

struct Place {
    qsizetype offset = 0;
    qsizetype size = 0;
    QByteArrayView name;
    bool isInString = false;
};

/// Finds the placeholders of a text one after the other.
class Finder final {
public:
    explicit Finder(QByteArrayView text)
        : m_text(text)
    {
    }

    [[nodiscard]] std::optional<Place> next()
    {
        for (; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (m_isInString && c == '\\')
                ++m_at;
            else if (c == '"')
                m_isInString = !m_isInString;
            else if (c == '{' && m_text.sliced(m_at).startsWith(Opening))
                if (const std::optional<Place> found = placeHere())
                    return found;
        }
        return std::nullopt;
    }

private:
    /// A name is one word: braces around anything else are not a placeholder.
    std::optional<Place> placeHere()
    {
        const qsizetype begin = m_at + Opening.size();
        qsizetype end = begin;
        while (end < m_text.size() && isNameLetter(m_text[end]))
            ++end;
        if (!m_text.sliced(end).startsWith(Closing))
            return std::nullopt;
        const Place place { m_at, end + Closing.size() - m_at, m_text.sliced(begin, end - begin),
            m_isInString };
        m_at += place.size;
        return place;
    }

    [[nodiscard]] static bool isNameLetter(char c)
    {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '_' || c == '-' || c == '.' || c == '$' || c == ' ';
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
    bool m_isInString = false;
};

const Known *find(QByteArrayView name)
{
    const auto *const found = std::find_if(std::begin(PlaceholderTable), std::end(PlaceholderTable),
        [&](const Known &known) { return known.text == name.trimmed(); });
    return found == std::end(PlaceholderTable) ? nullptr : found;
}

QByteArray valueOf(Name name, const Values &values)
{
    switch (name) {
    case Name::Uuid:
        return QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    case Name::Now:
        return QDateTime::fromMSecsSinceEpoch(values.nowMs, Qt::UTC)
            .toString(Qt::ISODateWithMs)
            .toLatin1();
    case Name::Timestamp:
        return QByteArray::number(values.nowMs);
    case Name::ClientId:
        return values.clientId;
    }
    return {};
}

} // namespace

Filled fill(QByteArrayView text, const Values &values)
{
    Filled filled;
    Finder finder(text);
    qsizetype end = 0;
    while (const std::optional<Place> place = finder.next()) {
        const Known *known = find(place->name);
        if (!known && !filled.unknown)
            filled.unknown = Filled::Unknown { place->offset, place->name.toByteArray() };
        if (!known)
            continue;
        filled.text += text.sliced(end, place->offset - end);
        end = place->offset + place->size;
        QByteArray value = valueOf(known->name, values);
        // Only numbers are values by themselves.
        if (!place->isInString && known->name != Name::Timestamp)
            value = '"' + value + '"';
        filled.m_pieces.append({ filled.text.size(), value.size(), place->offset, place->size });
        filled.text += value;
    }
    filled.text += text.sliced(end);
    return filled;
}

qsizetype Filled::templateOffset(qsizetype offset) const
{
    qsizetype shift = 0;
    for (const Piece &piece : m_pieces) {
        if (offset < piece.filled)
            break;
        if (offset < piece.filled + piece.filledSize)
            return piece.original;
        shift = piece.original + piece.originalSize - piece.filled - piece.filledSize;
    }
    return offset + shift;
}

bool needClientId(QByteArrayView text)
{
    Finder finder(text);
    while (const std::optional<Place> place = finder.next()) {
        const Known *known = find(place->name);
        if (known && known->name == Name::ClientId)
            return true;
    }
    return false;
}

QByteArray literal(const QByteArray &json)
{
    QByteArray text;
    Finder finder(json);
    qsizetype end = 0;
    while (const std::optional<Place> place = finder.next()) {
        text += QByteArrayView(json).sliced(end, place->offset - end);
        text += EscapedBrace;
        end = place->offset + 1;
    }
    return text + QByteArrayView(json).sliced(end);
}

QByteArray indented(const QByteArray &text)
{
    QByteArray marked;
    Finder finder(text);
    qsizetype end = 0;
    while (const std::optional<Place> place = finder.next()) {
        const QByteArrayView whole = QByteArrayView(text).sliced(place->offset, place->size);
        marked += QByteArrayView(text).sliced(end, place->offset - end);
        end = place->offset + place->size;
        if (place->isInString)
            marked += whole;
        else
            marked += QByteArray("\"") + Mark + whole + Mark + '"';
    }
    marked += QByteArrayView(text).sliced(end);
    marked = jsonIndented(marked);
    const QByteArray mark(1, Mark);
    marked.replace(QByteArray('"' + mark), QByteArray());
    marked.replace(QByteArray(mark + '"'), QByteArray());
    return marked;
}

QStringList names()
{
    QStringList all;
    for (const Known &known : PlaceholderTable)
        all.append(QString::fromLatin1(Opening) + QString::fromLatin1(known.text)
            + QString::fromLatin1(Closing));
    return all;
}

} // namespace broadcaster::placeholders
