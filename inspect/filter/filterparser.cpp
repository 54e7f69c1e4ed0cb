// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filterparser.h"

#include "inspect/filter/decimal.h"
#include "inspect/filter/filterliterals.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using TokenKind = FilterToken::Kind;
using FilterCode = FilterError::Code;
using NodeKind = Filter::Node::Kind;

bool isOrder(TokenKind comparison)
{
    return comparison >= TokenKind::Less && comparison <= TokenKind::GreaterOrEqual;
}

/// Several conditions as one, the cheapest first.
Filter::Node joined(NodeKind kind, std::vector<Filter::Node> children)
{
    if (children.size() == 1)
        return std::move(children.front());
    std::stable_sort(children.begin(), children.end(),
        [](const Filter::Node &a, const Filter::Node &b) { return a.cost() < b.cost(); });
    Filter::Node node;
    node.kind = kind;
    node.children = std::move(children);
    return node;
}

QString exampleValue(FilterField::Kind field)
{
    switch (field) {
    case FilterField::Kind::Size:
        return u"4KiB"_s;
    case FilterField::Kind::Delivered:
        return u"2"_s;
    case FilterField::Kind::Time:
        return u"12:01:02"_s;
    case FilterField::Kind::ReplyTime:
        return u"250ms"_s;
    case FilterField::Kind::ReplyState:
        return u"answered"_s;
    case FilterField::Kind::MessageKind:
        return u"broadcast"_s;
    case FilterField::Kind::FromType:
    case FilterField::Kind::ToType:
        return u"runtime"_s;
    default:
        return u"\"docs\""_s;
    }
}

} // namespace

FilterParser::FilterParser(const QString &text, const QDateTime &now)
    : m_text(text)
    , m_now(now)
    , m_lexer(m_text)
{
}

std::optional<Filter::Node> FilterParser::parse()
{
    if (m_text.size() > MaxFilterLength) {
        m_error = FilterError { FilterCode::TooLong, MaxFilterLength,
            m_text.size() - MaxFilterLength, { QString::number(MaxFilterLength) } };
        return std::nullopt;
    }
    m_error = m_lexer.error();
    if (m_error || token().kind == TokenKind::End)
        return std::nullopt;
    std::optional<Node> node = parseAny();
    if (!node || token().kind == TokenKind::End)
        return node;
    if (token().kind == TokenKind::Close)
        return fail(token(), FilterCode::NoOpening);
    if (token().isComparison())
        return failForCondition();
    return fail(token(), FilterCode::NothingBetween);
}

std::optional<Filter::Node> FilterParser::parseAny()
{
    std::vector<Node> children;
    while (true) {
        std::optional<Node> child = parseAll();
        if (!child)
            return std::nullopt;
        children.push_back(std::move(*child));
        if (token().kind != TokenKind::Or)
            return joined(NodeKind::Any, std::move(children));
        ++m_at;
    }
}

std::optional<Filter::Node> FilterParser::parseAll()
{
    std::vector<Node> children;
    while (true) {
        std::optional<Node> child = parseNegation();
        if (!child)
            return std::nullopt;
        children.push_back(std::move(*child));
        if (token().kind == TokenKind::And)
            ++m_at;
        else if (!searchFollows())
            return joined(NodeKind::All, std::move(children));
    }
}

std::optional<Filter::Node> FilterParser::parseNegation()
{
    if (token().kind != TokenKind::Not && token().kind != TokenKind::Open)
        return parseCondition();
    if (m_depth == MaxFilterDepth)
        return fail(token(), FilterCode::TooDeep, { QString::number(MaxFilterDepth) });
    ++m_depth;
    std::optional<Node> node;
    if (token().kind == TokenKind::Open) {
        node = parseGroup();
    } else {
        ++m_at;
        if (std::optional<Node> child = parseNegation()) {
            node.emplace();
            node->kind = NodeKind::Not;
            node->children.push_back(std::move(*child));
        }
    }
    --m_depth;
    return node;
}

std::optional<Filter::Node> FilterParser::parseGroup()
{
    const Token open = token();
    ++m_at;
    std::optional<Node> node = parseAny();
    if (!node)
        return std::nullopt;
    if (token().kind == TokenKind::End)
        return fail(open, FilterCode::NoClosing);
    if (token().kind != TokenKind::Close)
        return token().isComparison() ? failForCondition()
                                      : fail(token(), FilterCode::NothingBetween);
    ++m_at;
    m_isBehindSearch = false;
    return node;
}

std::optional<Filter::Node> FilterParser::parseCondition()
{
    if (!token().isText())
        return failForCondition();
    if (token().kind == TokenKind::String)
        return parseSearch();
    const Token &word = token();
    if (const std::optional<FilterField> field = filterField(word.text)) {
        ++m_at;
        return parseComparison(*field);
    }
    if (word.text.startsWith(u"payload."_s) || word.text.startsWith(u"payload["_s)
        || word.text.startsWith(u"message."_s))
        return fail(word, FilterCode::NotAPath);
    if (!m_lexer.tokens().at(m_at + 1).isComparison())
        return parseSearch();
    const QString nearest = nearestFieldName(word.text);
    return nearest.isEmpty() ? fail(word, FilterCode::UnknownField, { word.text })
                             : fail(word, FilterCode::MisspelledField, { word.text, nearest });
}

std::optional<Filter::Node> FilterParser::parseComparison(FilterField field)
{
    Node node;
    node.field = std::move(field);
    m_isBehindSearch = false;
    if (!token().isComparison())
        return node; // The node of Exists is complete.
    const Token &comparison = token();
    node.kind = NodeKind::Compare;
    node.comparison = comparison.kind;
    const bool isPattern = comparison.kind == TokenKind::Matches
        || comparison.kind == TokenKind::Contains;
    if (isPattern && (node.field.isNumber() || node.field.kind == FilterField::Kind::Time))
        return fail(comparison, FilterCode::OrderOnly);
    if (node.field.kind == FilterField::Kind::ReplyState && (isPattern || isOrder(comparison.kind)))
        return fail(comparison, FilterCode::EqualityOnly, { u"reply.state"_s });
    ++m_at;
    if (!token().isText())
        return fail(token(), FilterCode::ValueMissing,
            { written(comparison), exampleValue(node.field.kind) });
    if (!readValue(node))
        return std::nullopt;
    ++m_at;
    return node;
}

std::optional<Filter::Node> FilterParser::parseSearch()
{
    Node node;
    node.kind = NodeKind::Compare;
    node.finder.emplace(token().text);
    ++m_at;
    m_isBehindSearch = true;
    return node;
}

bool FilterParser::readValue(Node &node)
{
    switch (node.field.kind) {
    case FilterField::Kind::Size:
        return readSize(node);
    case FilterField::Kind::Time:
        return readTime(node);
    case FilterField::Kind::Delivered:
        return readDelivered(node);
    case FilterField::Kind::MessageKind:
        return readKind(node);
    case FilterField::Kind::ReplyTime:
        return readDuration(node);
    case FilterField::Kind::ReplyState:
        return readReplyState(node);
    case FilterField::Kind::Member:
        return token().kind == TokenKind::Word ? readNumber(node) : readText(node);
    default:
        return readText(node);
    }
}

bool FilterParser::readText(Node &node)
{
    node.value.utf8 = token().text.toUtf8();
    if (node.comparison == TokenKind::Contains)
        node.finder.emplace(token().text);
    return node.comparison != TokenKind::Matches || compileRegex(node, token());
}

/// A number, true, false, null; any other word is text.
bool FilterParser::readNumber(Node &node)
{
    if (node.comparison == TokenKind::Contains || node.comparison == TokenKind::Matches)
        return readText(node);
    const QByteArray word = token().text.toUtf8();
    node.value.utf8 = word;
    if (Decimal::isNumber(word))
        node.value.kind = FilterValue::Kind::Number;
    else if (word == "true")
        node.value.kind = FilterValue::Kind::True;
    else if (word == "false")
        node.value.kind = FilterValue::Kind::False;
    else if (word == "null")
        node.value.kind = FilterValue::Kind::Null;
    const bool hasOrder = node.value.kind == FilterValue::Kind::Number
        || node.value.kind == FilterValue::Kind::Text;
    if (isOrder(node.comparison) && !hasOrder) {
        (void)fail(token(), FilterCode::EqualityOnly, { token().text });
        return false;
    }
    return true;
}

bool FilterParser::readDelivered(Node &node)
{
    node.value.kind = FilterValue::Kind::Number;
    bool isNumber = false;
    node.value.number = token().text.toLongLong(&isNumber);
    if (isNumber)
        return true;
    const QString &word = token().text;
    if (const std::optional<FilterValue::Kind> kind = filterDeliveredWord(word))
        node.value.kind = *kind;
    else
        (void)fail(token(), FilterCode::NotReceivers);
    if (!m_error && isOrder(node.comparison))
        (void)fail(token(), FilterCode::EqualityOnly, { word });
    return !m_error;
}

bool FilterParser::readSize(Node &node)
{
    return readMeasure(node, filterSize, FilterCode::NotASize);
}

bool FilterParser::readDuration(Node &node)
{
    return readMeasure(node, filterDuration, FilterCode::NotADuration);
}

bool FilterParser::readMeasure(
    Node &node, std::optional<qint64> (*measured)(const QString &text), FilterError::Code fault)
{
    std::optional<qint64> number = measured(token().text);
    const Token &next = m_lexer.tokens().at(m_at + 1);
    if (number && next.kind == TokenKind::Word) { // 4 KiB
        if (const std::optional<qint64> withUnit = measured(token().text + next.text)) {
            number = withUnit;
            ++m_at;
        }
    }
    if (!number) {
        (void)fail(token(), fault);
        return false;
    }
    node.value.number = *number;
    return true;
}

bool FilterParser::readReplyState(Node &node)
{
    const std::optional<FilterValue::Kind> kind = filterReplyWord(token().text);
    if (!kind) {
        (void)fail(token(), FilterCode::NotAReplyState);
        return false;
    }
    node.value.kind = *kind;
    return true;
}

bool FilterParser::readTime(Node &node)
{
    const std::optional<qint64> time = filterTime(token().text, m_now);
    if (!time) {
        (void)fail(token(), FilterCode::NotATime);
        return false;
    }
    node.value.number = *time;
    return true;
}

bool FilterParser::readKind(Node &node)
{
    const bool isEqual = node.comparison == TokenKind::Equal
        || node.comparison == TokenKind::NotEqual;
    if (isEqual && !filterKindWords().contains(token().text)) {
        (void)fail(token(), FilterCode::UnknownKind, { filterKindWords().join(u", "_s) });
        return false;
    }
    return readText(node);
}

bool FilterParser::compileRegex(Node &node, const Token &token)
{
    node.regex.emplace(token.text);
    if (node.regex->isValid())
        return true;
    // If the quotes hold escapes, a place inside them is not the place in the pattern.
    const bool isQuoted = token.kind == TokenKind::String;
    const bool isPlain = token.text.size() == token.length - (isQuoted ? 2 : 0);
    FilterError error { FilterCode::BadRegex, token.position, token.length,
        { node.regex->errorString() } };
    if (isPlain) {
        const qsizetype at = token.position + (isQuoted ? 1 : 0) + node.regex->errorOffset();
        error.position = std::min(at, token.end() - 1); // The end of the text lacks something.
        error.length = std::max<qsizetype>(1, token.end() - error.position - (isQuoted ? 1 : 0));
    }
    m_error = error;
    return false;
}

QString FilterParser::written(const Token &token) const
{
    return m_text.sliced(token.position, token.length);
}

bool FilterParser::searchFollows() const
{
    if (!m_isBehindSearch)
        return false;
    return token().kind == TokenKind::String
        || (token().kind == TokenKind::Word && !filterField(token().text).has_value());
}

std::nullopt_t FilterParser::fail(
    const Token &token, FilterError::Code code, const QStringList &arguments)
{
    m_error = FilterError { code, token.position, token.length, arguments };
    return std::nullopt;
}

std::nullopt_t FilterParser::failForCondition()
{
    if (token().kind == TokenKind::End)
        return fail(token(), FilterCode::NothingBehind, { written(m_lexer.tokens().at(m_at - 1)) });
    if (token().isComparison())
        return fail(token(), FilterCode::NoField, { written(token()) });
    return fail(token(), FilterCode::NothingBefore, { written(token()) });
}

} // namespace broadcaster
