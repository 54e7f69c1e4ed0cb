// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filterfield.h"

#include "inspect/filter/filterlexer.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <vector>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using FieldKind = FilterField::Kind;

struct NamedField {
    QLatin1StringView name;
    FieldKind kind;
};

constexpr std::array Fields { NamedField { "type"_L1, FieldKind::Type },
    NamedField { "from.type"_L1, FieldKind::FromType },
    NamedField { "from.id"_L1, FieldKind::FromId }, NamedField { "to.type"_L1, FieldKind::ToType },
    NamedField { "to.id"_L1, FieldKind::ToId }, NamedField { "payload"_L1, FieldKind::Member },
    NamedField { "kind"_L1, FieldKind::MessageKind },
    NamedField { "delivered"_L1, FieldKind::Delivered }, NamedField { "size"_L1, FieldKind::Size },
    NamedField { "time"_L1, FieldKind::Time }, NamedField { "project"_L1, FieldKind::Project },
    NamedField { "request.type"_L1, FieldKind::RequestType },
    NamedField { "reply.state"_L1, FieldKind::ReplyState },
    NamedField { "reply.time"_L1, FieldKind::ReplyTime },
    NamedField { "reply.from"_L1, FieldKind::ReplyFrom },
    NamedField { "marked"_L1, FieldKind::Marked }, NamedField { "comment"_L1, FieldKind::Comment },
    NamedField { "text"_L1, FieldKind::Text }, NamedField { "id"_L1, FieldKind::Member },
    NamedField { "message"_L1, FieldKind::Member } };

/// The number of letters to insert, remove or replace.
qsizetype distance(QStringView a, QStringView b)
{
    std::vector<qsizetype> row(static_cast<size_t>(b.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (const QChar left : a) {
        qsizetype diagonal = row[0]++;
        for (size_t i = 1; i < row.size(); ++i) {
            const bool isSame = left == b[static_cast<qsizetype>(i) - 1];
            const qsizetype best = std::min({ row[i] + 1, row[i - 1] + 1, diagonal + !isSame });
            diagonal = std::exchange(row[i], best);
        }
    }
    return row.back();
}

bool startsWithQuote(QStringView text)
{
    return text.startsWith(u'"') || text.startsWith(u'\'');
}

/// Takes a name off the beginning of `text`: plain or quoted. False if there is none.
bool takeName(QStringView &text, JsonPath &path)
{
    qsizetype length = 0;
    if (startsWithQuote(text)) {
        length = filterStringLength(text);
        if (length == 0)
            return false;
        path.append(filterUnescaped(text.sliced(1, length - 2)).toUtf8());
    } else {
        while (length < text.size() && text[length] != u'.' && text[length] != u'[')
            ++length;
        if (length == 0)
            return false;
        path.append(text.first(length).toUtf8());
    }
    text = text.sliced(length);
    return true;
}

/// `[0]` or `["name"]`; `text` is behind the bracket.
bool takeIndex(QStringView &text, JsonPath &path)
{
    if (startsWithQuote(text)) {
        if (!takeName(text, path) || !text.startsWith(u']'))
            return false;
    } else {
        constexpr qsizetype MostDigits = 9;
        const qsizetype length = text.indexOf(u']');
        if (length < 1 || length > MostDigits)
            return false;
        const QStringView digits = text.first(length);
        if (!std::all_of(
                digits.begin(), digits.end(), [](QChar c) { return c >= u'0' && c <= u'9'; }))
            return false;
        path.append(qsizetype { digits.toInt() });
        text = text.sliced(length);
    }
    text = text.sliced(1);
    return true;
}

FilterField memberField(JsonPath path)
{
    return { FieldKind::Member, JsonMember(std::move(path)) };
}

} // namespace

std::optional<FilterField> filterField(const QString &word)
{
    for (const NamedField &field : Fields) {
        if (field.kind != FieldKind::Member && word == field.name)
            return FilterField { field.kind };
    }
    std::optional<JsonPath> path = filterPath(word);
    if (!path)
        return std::nullopt;
    const QByteArray *first = std::get_if<QByteArray>(&path->constFirst());
    if (first == nullptr || startsWithQuote(word))
        return std::nullopt;
    if (*first == "message") {
        path->removeFirst();
        if (path->isEmpty())
            return FilterField { FieldKind::Text };
        return memberField(std::move(*path));
    }
    if (*first == "payload" || (*first == "id" && path->size() == 1))
        return memberField(std::move(*path));
    return std::nullopt;
}

QStringList filterFieldNames()
{
    QStringList names;
    for (const NamedField &field : Fields)
        names.append(field.name);
    return names;
}

QString nearestFieldName(const QString &word)
{
    constexpr qsizetype LongestName = 12;
    constexpr qsizetype Near = 2;
    if (word.size() > LongestName)
        return {};
    QString nearest;
    qsizetype least = Near + 1;
    for (const NamedField &field : Fields) {
        const QString name = field.name;
        const qsizetype far = distance(word.toLower(), name);
        if (far < least && far < name.size() - 1) {
            least = far;
            nearest = name;
        }
    }
    return nearest;
}

std::optional<JsonPath> filterPath(QStringView text)
{
    JsonPath path;
    if (!takeName(text, path))
        return std::nullopt;
    while (!text.isEmpty()) {
        const bool isName = text[0] == u'.';
        if (!isName && text[0] != u'[')
            return std::nullopt;
        text = text.sliced(1);
        if (!(isName ? takeName(text, path) : takeIndex(text, path)))
            return std::nullopt;
    }
    return path;
}

} // namespace broadcaster
