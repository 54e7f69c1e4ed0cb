// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filternode.h"

#include <algorithm>

namespace broadcaster {

int Filter::Node::cost() const
{
    constexpr int WholeMessage = 10;
    constexpr int InsideOfMessage = 20;
    constexpr int Expression = 5; // Times the cost of its field.
    int sum = 1;
    if (field.kind == FilterField::Kind::Text)
        sum = WholeMessage;
    else if (field.kind == FilterField::Kind::Member)
        sum = InsideOfMessage;
    if (regex)
        sum *= Expression;
    for (const Node &child : children)
        sum += child.cost();
    return sum;
}

bool Filter::Node::canChange() const
{
    const bool asks = (kind == Kind::Exists || kind == Kind::Compare)
        && (field.kind == FilterField::Kind::Delivered || field.kind == FilterField::Kind::Marked
            || field.kind == FilterField::Kind::Comment);
    return asks || std::any_of(children.begin(), children.end(), [](const Node &child) {
        return child.canChange();
    });
}

bool Filter::Node::asksForReplies() const
{
    const bool asks = (kind == Kind::Exists || kind == Kind::Compare) && field.isOfConversation();
    return asks || std::any_of(children.begin(), children.end(), [](const Node &child) {
        return child.asksForReplies();
    });
}

void Filter::Node::addClientIds(QByteArrayList &ids) const
{
    using Field = FilterField::Kind;
    const bool isOfClient = field.kind == Field::FromId || field.kind == Field::ToId
        || (field.kind == Field::ReplyFrom && value.utf8 != "broker");
    const bool isWhole = comparison == FilterToken::Kind::Equal
        || comparison == FilterToken::Kind::NotEqual;
    if (kind == Kind::Compare && isOfClient && isWhole)
        ids.append(value.utf8);
    for (const Node &child : children)
        child.addClientIds(ids);
}

} // namespace broadcaster
