// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filterevaluator.h"

#include "inspect/filter/decimal.h"
#include "inspect/filter/filterliterals.h"
#include "server/api/check.h"
#include "server/api/jsonstring.h"

#include <algorithm>
#include <compare>

namespace broadcaster {

namespace {

using Comparison = FilterToken::Kind;
using NodeKind = Filter::Node::Kind;

bool fits(Comparison comparison, std::strong_ordering order)
{
    switch (comparison) {
    case Comparison::Equal:
        return order == 0;
    case Comparison::NotEqual:
        return order != 0;
    case Comparison::Less:
        return order < 0;
    case Comparison::LessOrEqual:
        return order <= 0;
    case Comparison::Greater:
        return order > 0;
    case Comparison::GreaterOrEqual:
        return order >= 0;
    default:
        return false;
    }
}

/// The result of a comparison with a value that is missing or has another kind.
bool fitsMissing(Comparison comparison)
{
    return comparison == Comparison::NotEqual;
}

std::strong_ordering bytewise(QByteArrayView a, QByteArrayView b)
{
    // The order of UTF-8 bytes is that of code points.
    const int order = a.compare(b);
    return order <=> 0;
}

bool fitsPlain(const Filter::Node &node, QByteArrayView text)
{
    switch (node.comparison) {
    case Comparison::Contains:
        return node.finder->isIn(text);
    case Comparison::Matches:
        return node.regex->isIn(text);
    case Comparison::Equal:
        return text == node.value.utf8;
    case Comparison::NotEqual:
        return text != node.value.utf8;
    default:
        return fits(node.comparison, bytewise(text, node.value.utf8));
    }
}

bool fitsText(const Filter::Node &node, QByteArrayView text, bool mayHaveEscapes)
{
    if (mayHaveEscapes && text.contains('\\'))
        return fitsPlain(node, jsonUnescaped(text));
    return fitsPlain(node, text);
}

bool fitsNumber(const Filter::Node &node, QByteArrayView number)
{
    if (number == node.value.utf8) // Equal as written, whatever the number is.
        return fits(node.comparison, std::strong_ordering::equal);
    if (!Decimal::isNumber(number))
        return fitsMissing(node.comparison);
    return fits(node.comparison, Decimal(number) <=> Decimal(node.value.utf8));
}

JsonValue::Kind jsonKind(FilterValue::Kind kind)
{
    switch (kind) {
    case FilterValue::Kind::Number:
        return JsonValue::Kind::Number;
    case FilterValue::Kind::True:
        return JsonValue::Kind::True;
    case FilterValue::Kind::False:
        return JsonValue::Kind::False;
    case FilterValue::Kind::Null:
        return JsonValue::Kind::Null;
    default:
        return JsonValue::Kind::String;
    }
}

} // namespace

bool FilterEvaluator::holds(const Filter::Node &node) const
{
    const auto childHolds = [this](const Filter::Node &child) { return holds(child); };
    switch (node.kind) {
    case NodeKind::All:
        return std::all_of(node.children.begin(), node.children.end(), childHolds);
    case NodeKind::Any:
        return std::any_of(node.children.begin(), node.children.end(), childHolds);
    case NodeKind::Not:
        return !holds(node.children.front());
    case NodeKind::Exists:
        return exists(node.field);
    case NodeKind::Compare:
        return compare(node);
    }
    return unreachable(false);
}

bool FilterEvaluator::exists(const FilterField &field) const
{
    switch (field.kind) {
    case FilterField::Kind::Size:
    case FilterField::Kind::Time:
        return true;
    case FilterField::Kind::Delivered:
        return hasDelivered();
    case FilterField::Kind::ReplyState:
        return isInConversation();
    case FilterField::Kind::ReplyTime:
        return m_row.conversation && m_row.conversation->part.replyMs;
    case FilterField::Kind::Member:
        return field.member.in(m_row.message).kind != JsonValue::Kind::Missing;
    default:
        return !content(field.kind).text.isNull();
    }
}

bool FilterEvaluator::compare(const Filter::Node &node) const
{
    switch (node.field.kind) {
    case FilterField::Kind::Size:
        return fits(node.comparison, m_row.size() <=> node.value.number);
    case FilterField::Kind::Time:
        return fits(node.comparison, m_row.record->timeMs <=> node.value.number);
    case FilterField::Kind::Delivered:
        return compareDelivered(node);
    case FilterField::Kind::ReplyState:
        return compareReplyState(node);
    case FilterField::Kind::ReplyTime:
        if (!exists(node.field))
            return fitsMissing(node.comparison);
        return fits(node.comparison, *m_row.conversation->part.replyMs <=> node.value.number);
    case FilterField::Kind::Member:
        return compareMember(node);
    default:
        break;
    }
    const Content found = content(node.field.kind);
    if (found.text.isNull())
        return fitsMissing(node.comparison);
    return fitsText(node, found.text, found.mayHaveEscapes);
}

bool FilterEvaluator::compareDelivered(const Filter::Node &node) const
{
    if (!hasDelivered())
        return fitsMissing(node.comparison);
    const TrafficRecord &record = *m_row.record;
    const bool isEqual = node.comparison == Comparison::Equal;
    const quint32 sent = m_row.sent();
    const UnsentCounts unsent = m_row.unsent();
    switch (node.value.kind) {
    case FilterValue::Kind::Nobody:
        return (sent == 0) == isEqual;
    case FilterValue::Kind::Partly:
        return (sent > 0 && sent < record.addressed) == isEqual;
    case FilterValue::Kind::Everybody:
        return (sent > 0 && sent >= record.addressed) == isEqual;
    case FilterValue::Kind::Queued:
        return (unsent.queued > 0) == isEqual;
    case FilterValue::Kind::Dropped:
        return (unsent.dropped() > 0) == isEqual;
    case FilterValue::Kind::TooSlow:
        return (unsent.tooSlow > 0) == isEqual;
    case FilterValue::Kind::ConnectionLost:
        return (unsent.connectionLost > 0) == isEqual;
    default:
        return fits(node.comparison, qint64 { sent } <=> node.value.number);
    }
}

bool FilterEvaluator::compareReplyState(const Filter::Node &node) const
{
    if (!isInConversation())
        return fitsMissing(node.comparison);
    const ConversationPart &part = m_row.conversation->part;
    const bool isEqual = node.comparison == Comparison::Equal;
    if (node.value.kind == FilterValue::Kind::ErrorReply)
        return part.isError == isEqual;
    return part.isUnanswered() == ((node.value.kind == FilterValue::Kind::Unanswered) == isEqual);
}

bool FilterEvaluator::compareMember(const Filter::Node &node) const
{
    const JsonValue value = node.field.member.in(m_row.message);
    if (value.kind == JsonValue::Kind::Missing)
        return fitsMissing(node.comparison);
    const bool isString = value.kind == JsonValue::Kind::String;
    const QByteArrayView text = isString ? value.raw.sliced(1).chopped(1) : value.raw;
    if (node.comparison == Comparison::Contains || node.comparison == Comparison::Matches)
        return fitsText(node, text, isString);
    if (value.kind != jsonKind(node.value.kind))
        return fitsMissing(node.comparison);
    if (value.kind == JsonValue::Kind::Number)
        return fitsNumber(node, value.raw);
    if (isString)
        return fitsText(node, text, true);
    return fits(node.comparison, std::strong_ordering::equal); // Such a kind has only one value.
}

FilterEvaluator::Content FilterEvaluator::content(FilterField::Kind field) const
{
    const TrafficRecord &record = *m_row.record;
    switch (field) {
    case FilterField::Kind::Project:
        return { m_row.project->utf8() };
    case FilterField::Kind::Type:
        return { m_row.type.isEmpty() ? QByteArrayView() : m_row.type, true };
    case FilterField::Kind::FromId:
        return { m_row.sender() };
    case FilterField::Kind::FromType:
        return { m_row.isSystem() ? QByteArrayView("system")
                                  : QByteArrayView(wireName(record.senderType)) };
    case FilterField::Kind::ToId: {
        const bool isType = record.kind == TrafficKind::ToType || m_row.target.isEmpty();
        return { isType ? QByteArrayView() : m_row.target };
    }
    case FilterField::Kind::ToType:
        return { targetType() };
    case FilterField::Kind::Marked:
        return { m_row.isMarked() ? QByteArrayView("true") : QByteArrayView() };
    case FilterField::Kind::Comment:
        return { m_row.comment().isEmpty() ? QByteArrayView() : m_row.comment() };
    case FilterField::Kind::MessageKind:
        return { filterKindWord(record.kind) };
    case FilterField::Kind::RequestType:
        return { isInConversation() ? m_row.conversation->requestType : QByteArrayView(), true };
    case FilterField::Kind::ReplyFrom:
        return { isInConversation() ? m_row.conversation->answerer : QByteArrayView() };
    default:
        return { m_row.message };
    }
}

QByteArrayView FilterEvaluator::targetType() const
{
    const TrafficRecord &record = *m_row.record;
    if (record.kind == TrafficKind::ToType && !m_row.target.isEmpty())
        return m_row.target;
    return record.hasTargetType ? QByteArrayView(wireName(record.targetType)) : QByteArrayView();
}

bool FilterEvaluator::hasDelivered() const
{
    return m_row.record->kind != TrafficKind::Ping
        && m_row.record->addressed != TrafficRecord::UnknownCount;
}

bool FilterEvaluator::isInConversation() const
{
    return m_row.conversation && m_row.conversation->part.state != ConversationPart::State::None;
}

} // namespace broadcaster
