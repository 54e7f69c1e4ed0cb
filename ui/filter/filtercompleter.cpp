// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/filtercompleter.h"

#include "inspect/filter/filterlexer.h"
#include "inspect/filter/filterliterals.h"
#include "server/api/jsonstring.h"
#include "ui/base/text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QSet>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = FilterToken::Kind;

/// Context of the texts translated here, outside any QObject.
struct CompleterWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::FilterText)
};

QString fieldHint(const QString &name)
{
    if (name == u"payload"_s)
        return CompleterWords::tr("a value in the payload, by its path");
    if (name == u"id"_s)
        return CompleterWords::tr("the message's own id");
    if (name == u"message"_s)
        return CompleterWords::tr("a value anywhere in the message");
    switch (filterField(name).value_or(FilterField()).kind) {
    case FilterField::Kind::Project:
        return CompleterWords::tr("the project's name");
    case FilterField::Kind::Type:
        return CompleterWords::tr("the message's own name for its kind");
    case FilterField::Kind::FromId:
        return CompleterWords::tr("the sender's id");
    case FilterField::Kind::FromType:
        return CompleterWords::tr("the sender's type");
    case FilterField::Kind::ToId:
        return CompleterWords::tr("the client it was for");
    case FilterField::Kind::ToType:
        return CompleterWords::tr("the type it was for");
    case FilterField::Kind::Size:
        return CompleterWords::tr("in bytes, or as 4KiB");
    case FilterField::Kind::Time:
        return CompleterWords::tr("12:01:02, or -5m before now");
    case FilterField::Kind::MessageKind:
        return CompleterWords::tr("broadcast, routed, system, error…");
    case FilterField::Kind::Delivered:
        return CompleterWords::tr("how many it was sent to");
    case FilterField::Kind::RequestType:
        return CompleterWords::tr("the type of a request, also for its replies");
    case FilterField::Kind::ReplyState:
        return CompleterWords::tr("answered, unanswered or error");
    case FilterField::Kind::ReplyTime:
        return CompleterWords::tr("the time until the reply, in ms or as 1.5s");
    case FilterField::Kind::ReplyFrom:
        return CompleterWords::tr("the id of the client that replies");
    case FilterField::Kind::Marked:
        return CompleterWords::tr("marked by you");
    case FilterField::Kind::Comment:
        return CompleterWords::tr("your comment on it");
    default:
        return CompleterWords::tr("the whole message");
    }
}

/// The text before the cursor, as far as it decides what may follow.
struct Context {
    QString typed; ///< The last piece; a string without its quotes.
    qsizetype begin = 0; ///< Begin of that piece.
    const FilterToken *before = nullptr;
    const FilterToken *fieldBefore = nullptr; ///< The field before a comparison.
};

Context contextOf(const FilterLexer &lexer, QStringView left)
{
    Context context { {}, left.size(), nullptr, nullptr };
    qsizetype count = lexer.tokens().size() - 1; // Without End.
    if (lexer.error()) {
        // A string that is still being written. A name in quotes belongs to its path.
        const qsizetype at = lexer.error()->position;
        context.begin = at;
        context.typed = left.sliced(std::min(at + 1, left.size())).toString();
    } else if (count > 0) {
        const FilterToken &last = lexer.tokens().at(count - 1);
        const bool isWord = last.kind == Kind::Word || last.kind == Kind::Contains;
        if (isWord && last.end() == left.size()) {
            context.typed = left.sliced(last.position).toString();
            context.begin = last.position;
            --count;
        }
    }
    if (count > 0)
        context.before = &lexer.tokens().at(count - 1);
    if (count > 1)
        context.fieldBefore = &lexer.tokens().at(count - 2);
    return context;
}

/// The value in the form of the language; empty when it is too long to be offered.
QString literalOf(const JsonValue &value)
{
    if (value.raw.size() > FilterCompleter::MaxValueLength)
        return {};
    switch (value.kind) {
    case JsonValue::Kind::String:
        return filterQuoted(jsonText(value));
    case JsonValue::Kind::Number:
    case JsonValue::Kind::True:
    case JsonValue::Kind::False:
    case JsonValue::Kind::Null:
        return QString::fromUtf8(value.raw);
    default:
        return {};
    }
}

QString seenText(FilterField::Kind field, const TrafficRow &row)
{
    switch (field) {
    case FilterField::Kind::Project:
        return row.project->toString();
    case FilterField::Kind::Type:
    case FilterField::Kind::RequestType:
        return QString::fromUtf8(jsonUnescaped(row.type));
    case FilterField::Kind::FromId:
    case FilterField::Kind::ReplyFrom:
        return QString::fromUtf8(row.sender());
    case FilterField::Kind::ToId:
        return row.record->kind == TrafficKind::ToType ? QString() : QString::fromUtf8(row.target);
    default:
        return {};
    }
}

} // namespace

/// Collects suggestions that fit the typed text, each once.
class FilterCompleter::List final {
public:
    explicit List(QString typed)
        : m_typed(std::move(typed))
    {
    }

    void add(const QString &text, const QString &hint = {})
    {
        const QStringView content = text.startsWith(u'"') ? QStringView(text).sliced(1)
                                                          : QStringView(text);
        if (isFull() || !content.contains(m_typed, Qt::CaseInsensitive) || m_seen.contains(text))
            return;
        m_seen.insert(text);
        if (content.startsWith(m_typed, Qt::CaseInsensitive))
            m_items.insert(m_firsts++, { text, hint });
        else
            m_items.append({ text, hint });
    }
    [[nodiscard]] bool isFull() const { return m_items.size() >= MaxItems; }
    [[nodiscard]] const QList<FilterSuggestions::Item> &items() const { return m_items; }

private:
    QString m_typed;
    QSet<QString> m_seen;
    QList<FilterSuggestions::Item> m_items;
    qsizetype m_firsts = 0; ///< Suggestions that begin with the typed text come first.
};

FilterSuggestions FilterCompleter::at(const QString &text, qsizetype cursor, bool isAsked) const
{
    const QStringView left = QStringView(text).first(cursor);
    const bool isInsideOfWord = cursor < text.size() && !text[cursor].isSpace()
        && !u"()!=<>~&|"_s.contains(text[cursor]);
    if (isInsideOfWord)
        return {};
    const FilterLexer lexer(left);
    const Context context = contextOf(lexer, left);
    List list(context.typed);
    const bool isBehindSpace = context.typed.isEmpty();
    if (context.before != nullptr && context.before->isComparison()) {
        const FilterToken *field = context.fieldBefore;
        if (field != nullptr && field->kind == Kind::Word) {
            if (const auto known = filterField(field->text))
                addValues(list, *known);
        }
    } else if (context.before != nullptr && context.before->isText()) {
        if (context.before->end() == context.begin)
            return {}; // Without a space, no new word begins here.
        const bool isValue = context.fieldBefore != nullptr && context.fieldBefore->isComparison();
        const std::optional<FilterField> field = filterField(context.before->text);
        if (field && !isValue && context.before->kind == Kind::Word)
            addOperators(list, *field);
        list.add(u"&&"_s, CompleterWords::tr("and"));
        list.add(u"||"_s, CompleterWords::tr("or"));
    } else if (!lexer.error() && (!isBehindSpace || isAsked)) {
        addFields(list);
        addMembers(list, context.typed);
    }
    QList<FilterSuggestions::Item> items = list.items();
    // The text is complete already.
    if (items.size() == 1 && items.constFirst().text == context.typed)
        items.clear();
    return { context.begin, cursor - context.begin, items };
}

void FilterCompleter::addFields(List &list) const
{
    for (const QString &name : filterFieldNames())
        list.add(name, fieldHint(name));
}

void FilterCompleter::addMembers(List &list, const QString &typed) const
{
    const bool isPath = typed.startsWith(u"payload"_s) || typed.startsWith(u"message"_s);
    if (!isPath || !m_rows)
        return;
    const qsizetype point = typed.lastIndexOf(u'.');
    const std::optional<JsonPath> parent = filterPath(point < 0 ? typed : typed.left(point));
    if (!parent)
        return;
    JsonPath inMessage = *parent;
    if (typed.startsWith(u"message"_s))
        inMessage.removeFirst();
    int left = MaxRows;
    m_rows([&](const TrafficRow &row) {
        if (row.message.size() <= MaxMessageBytes) {
            const JsonValue value = jsonAt(row.message, inMessage);
            if (value.kind == JsonValue::Kind::Array)
                list.add(jsonPathText(*parent + JsonPath { qsizetype { 0 } }),
                    CompleterWords::tr("first element"));
            JsonCursor cursor(value.kind == JsonValue::Kind::Object ? value : JsonValue());
            while (!list.isFull() && cursor.next())
                list.add(jsonPathText(*parent + JsonPath { jsonUnescaped(cursor.key()) }),
                    literalOf(cursor.value()));
        }
        return --left > 0 && !list.isFull();
    });
}

void FilterCompleter::addOperators(List &list, const FilterField &field) const
{
    list.add(u"=="_s, CompleterWords::tr("is"));
    list.add(u"!="_s, CompleterWords::tr("is not"));
    if (field.kind == FilterField::Kind::ReplyState)
        return;
    const bool isMeasure = field.isNumber() || field.kind == FilterField::Kind::Time;
    if (!isMeasure) {
        list.add(u"contains"_s, CompleterWords::tr("has this text"));
        list.add(u"~"_s, CompleterWords::tr("fits a regular expression"));
    }
    if (isMeasure || field.kind == FilterField::Kind::Member) {
        list.add(u">"_s, CompleterWords::tr("is more than"));
        list.add(u">="_s, CompleterWords::tr("is at least"));
        list.add(u"<"_s, CompleterWords::tr("is less than"));
        list.add(u"<="_s, CompleterWords::tr("is at most"));
    }
}

void FilterCompleter::addValues(List &list, const FilterField &field) const
{
    const auto addAll = [&list](const QStringList &words) {
        for (const QString &word : words)
            list.add(word);
    };
    switch (field.kind) {
    case FilterField::Kind::MessageKind:
        return addAll(filterKindWords());
    case FilterField::Kind::Marked:
        return addAll({ u"true"_s });
    case FilterField::Kind::Delivered:
        list.add(u"nobody"_s, CompleterWords::tr("none of those it was for"));
        list.add(u"partly"_s, CompleterWords::tr("some of them"));
        list.add(u"all"_s, CompleterWords::tr("all of them"));
        list.add(filterStateWord(DeliveryState::Queued),
            CompleterWords::tr("some have not taken it yet"));
        list.add(u"dropped"_s, CompleterWords::tr("some will not get it"));
        list.add(filterStateWord(DeliveryState::TooSlow),
            CompleterWords::tr("some were too slow for it"));
        list.add(filterStateWord(DeliveryState::ConnectionLost),
            CompleterWords::tr("some went before it was sent"));
        return;
    case FilterField::Kind::ReplyState:
        list.add(u"answered"_s, CompleterWords::tr("it has a reply, or is one"));
        list.add(u"unanswered"_s, CompleterWords::tr("it has no reply so far"));
        list.add(u"error"_s, CompleterWords::tr("the reply reports an error"));
        return;
    case FilterField::Kind::ReplyTime:
        return addAll({ u"100ms"_s, u"500ms"_s, u"1s"_s, u"5s"_s });
    case FilterField::Kind::Size:
        return addAll({ u"1KiB"_s, u"10KiB"_s, u"100KiB"_s, u"1MiB"_s });
    case FilterField::Kind::Time:
        list.add(u"-1m"_s, CompleterWords::tr("one minute ago"));
        list.add(u"-5m"_s, CompleterWords::tr("five minutes ago"));
        list.add(u"-1h"_s, CompleterWords::tr("one hour ago"));
        return;
    case FilterField::Kind::FromType:
    case FilterField::Kind::ToType:
        for (const ClientType type :
            { ClientType::Runtime, ClientType::DataAgent, ClientType::Admin })
            list.add(filterQuoted(typeName(type)));
        if (field.kind == FilterField::Kind::FromType)
            list.add(filterQuoted(u"system"_s), CompleterWords::tr("the broker itself"));
        return;
    default:
        return addSeenValues(list, field);
    }
}

void FilterCompleter::addSeenValues(List &list, const FilterField &field) const
{
    if (!m_rows)
        return;
    int left = MaxRows;
    m_rows([&](const TrafficRow &row) {
        if (field.kind != FilterField::Kind::Member) {
            const QString text = seenText(field.kind, row);
            if (!text.isEmpty() && text.size() <= MaxValueLength)
                list.add(filterQuoted(text));
        } else if (row.message.size() <= MaxMessageBytes) {
            const QString literal = literalOf(field.member.in(row.message));
            if (!literal.isEmpty())
                list.add(literal);
        }
        return --left > 0 && !list.isFull();
    });
}

} // namespace broadcaster
