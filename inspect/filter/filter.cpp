// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filter.h"

#include "inspect/filter/filterevaluator.h"
#include "inspect/filter/filterparser.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using TokenKind = FilterToken::Kind;
using NodeKind = Filter::Node::Kind;

std::optional<Filter::Node> parsed(const QString &text)
{
    return FilterParser(text, QDateTime::currentDateTime()).parse();
}

QString inParentheses(const QString &text)
{
    return u'(' + text + u')';
}

/// A path that is not a field by itself begins at the top of the message.
QString fieldFor(const QString &path)
{
    return filterField(path) ? path : u"message."_s + path;
}

/// The opposite of a condition, as short as possible.
QString negated(const QString &condition, const Filter::Node &node)
{
    const FilterLexer lexer(condition);
    for (const FilterToken &token : lexer.tokens()) {
        if (node.kind != NodeKind::Compare)
            break;
        const bool isEqual = token.kind == TokenKind::Equal;
        if (isEqual || token.kind == TokenKind::NotEqual)
            return QString(condition).replace(
                token.position, token.length, isEqual ? u"!="_s : u"=="_s);
    }
    constexpr qsizetype OneAndTheEnd = 2;
    return u'!' + (lexer.tokens().size() == OneAndTheEnd ? condition : inParentheses(condition));
}

} // namespace

std::variant<Filter, FilterError> Filter::parse(const QString &text)
{
    return parse(text, QDateTime::currentDateTime());
}

std::variant<Filter, FilterError> Filter::parse(const QString &text, const QDateTime &now)
{
    FilterParser parser(text, now);
    std::optional<Node> root = parser.parse();
    if (parser.error())
        return *parser.error();
    Filter filter;
    filter.m_text = text;
    if (root)
        filter.m_root = std::make_shared<const Node>(std::move(*root));
    return filter;
}

bool Filter::matches(const TrafficRow &row) const
{
    return !m_root || FilterEvaluator(row).holds(*m_root);
}

bool Filter::canChange() const
{
    return m_root && m_root->canChange();
}

bool Filter::asksForReplies() const
{
    return m_root && m_root->asksForReplies();
}

QByteArrayList Filter::clientIds() const
{
    QByteArrayList ids;
    if (m_root)
        m_root->addClientIds(ids);
    return ids;
}

QString filterCondition(const QString &field, const QString &value)
{
    return filterLiteralCondition(field, filterQuoted(value));
}

QString filterCondition(const JsonPath &path, const JsonValue &value)
{
    const QString field = filterFieldOf(path);
    if (field.isEmpty())
        return {};
    switch (value.kind) {
    case JsonValue::Kind::String:
        return filterCondition(field, jsonText(value));
    case JsonValue::Kind::Number:
    case JsonValue::Kind::True:
    case JsonValue::Kind::False:
    case JsonValue::Kind::Null:
        return filterLiteralCondition(field, jsonText(value));
    default:
        return {};
    }
}

QString filterFieldOf(const JsonPath &path)
{
    static const QStringList Own { u"type"_s, u"id"_s, u"from.id"_s, u"from.type"_s, u"to.id"_s,
        u"to.type"_s };
    if (path.isEmpty())
        return u"message"_s;
    const QString text = jsonPathText(path);
    const auto *first = std::get_if<QByteArray>(&path.constFirst());
    if (Own.contains(text) || (first && *first == "payload"))
        return text;
    return first ? u"message."_s + text : u"message"_s + text;
}

QString filterLiteralCondition(const QString &field, const QString &literal)
{
    return fieldFor(field) + u" == "_s + literal;
}

QString filterAnd(const QString &filter, const QString &condition)
{
    const auto part = [](const QString &text) -> QString {
        const std::optional<Filter::Node> node = parsed(text);
        if (!node)
            return {};
        return node->kind == NodeKind::Any ? inParentheses(text.trimmed()) : text.trimmed();
    };
    const QString first = part(filter);
    const QString second = part(condition);
    if (first.isEmpty() || second.isEmpty())
        return first.isEmpty() ? condition : filter;
    return first + u" && "_s + second;
}

QString filterAndNot(const QString &filter, const QString &condition)
{
    const std::optional<Filter::Node> node = parsed(condition);
    return node ? filterAnd(filter, negated(condition.trimmed(), *node)) : filter;
}

} // namespace broadcaster
