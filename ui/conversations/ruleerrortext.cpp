// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/ruleerrortext.h"

#include "server/api/check.h"
#include "ui/base/text.h"

#include <QtCore/QCoreApplication>

namespace broadcaster {

namespace {

using RuleCode = ConversationRuleError::Code;

/// The context of the translations.
struct RuleWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::RuleText)
};

/// Has places for the arguments.
QString rulePattern(RuleCode code)
{
    switch (code) {
    case RuleCode::Nothing:
        return RuleWords::tr("A path must stand here, such as payload.requestId.");
    case RuleCode::NotAPath:
        return RuleWords::tr("%1 is not a path. Write payload.name, payload.\"any name\" or "
                             "payload.list[0], or auto, id or next.");
    case RuleCode::TooLong:
        return RuleWords::tr("The rule is too long: it may have %1 characters.");
    case RuleCode::TooMany:
        return RuleWords::tr("A rule may have %1 alternatives.");
    case RuleCode::Twice:
        return RuleWords::tr("%1 is there already.");
    case RuleCode::NotAlone:
        return RuleWords::tr("auto stands alone: it tries the usual alternatives by itself.");
    case RuleCode::NotLast:
        return RuleWords::tr("next comes last: it finds a reply to every request.");
    }
    return unreachable(QString());
}

} // namespace

QString ruleErrorText(const ConversationRuleError &error)
{
    if (error.code == RuleCode::TooLong)
        return rulePattern(error.code).arg(countText(error.arguments.value(0).toLongLong()));
    return filledIn(rulePattern(error.code), error.arguments);
}

} // namespace broadcaster
