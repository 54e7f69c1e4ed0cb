// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/filtererrortext.h"

#include "server/api/check.h"
#include "ui/base/text.h"

#include <QtCore/QCoreApplication>

namespace broadcaster {

namespace {

using Code = FilterError::Code;

/// The context of the translations.
struct FilterWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::FilterText)
};

/// Has places for the arguments.
QString pattern(Code code)
{
    switch (code) {
    case Code::SingleEqual:
        return FilterWords::tr("To compare, write == instead of =.");
    case Code::SingleAnd:
        return FilterWords::tr("Between two conditions write && instead of &.");
    case Code::SingleOr:
        return FilterWords::tr("Between two conditions write || instead of |.");
    case Code::UnclosedQuote:
        return FilterWords::tr("The quote is never closed.");
    case Code::TooLong:
        return FilterWords::tr("The filter is too long: it may have %1 characters.");
    case Code::TooDeep:
        return FilterWords::tr("The filter is nested too deeply.");
    case Code::NoOpening:
        return FilterWords::tr("There is no ( for this ).");
    case Code::NoClosing:
        return FilterWords::tr("This ( is never closed.");
    case Code::NothingBetween:
        return FilterWords::tr("Between two conditions write && or ||.");
    case Code::NotAPath:
        return FilterWords::tr(
            "This is not a path. Write payload.name, payload.\"any name\" or payload.list[0].");
    case Code::UnknownField:
        return FilterWords::tr(
            "There is no field %1. Members of the payload are written payload.%1.");
    case Code::MisspelledField:
        return FilterWords::tr("There is no field %1. Is %2 meant?");
    case Code::OrderOnly:
        return FilterWords::tr("Here only == != < <= > >= can be used.");
    case Code::EqualityOnly:
        return FilterWords::tr("%1 can be compared by == and != only.");
    case Code::ValueMissing:
        return FilterWords::tr("After %1 a value must follow, such as %2.");
    case Code::NotReceivers:
        return FilterWords::tr("A number of receivers must follow, or nobody, partly, all, queued, "
                               "dropped, too-slow or connection-lost.");
    case Code::NotASize:
        return FilterWords::tr("A size must follow, such as 200 or 4KiB.");
    case Code::NotADuration:
        return FilterWords::tr("A duration must follow, such as 250, 250ms, 1.5s or 2m.");
    case Code::NotAReplyState:
        return FilterWords::tr("One of answered, unanswered and error must follow.");
    case Code::NotATime:
        return FilterWords::tr("A time must follow, such as 12:01:02.5, 2026-01-28T12:01 or -5m.");
    case Code::UnknownKind:
        return FilterWords::tr("Kinds of messages are %1.");
    case Code::BadRegex:
        return FilterWords::tr("Not a regular expression: %1.");
    case Code::NothingBehind:
        return FilterWords::tr("After %1 a condition must follow.");
    case Code::NoField:
        return FilterWords::tr("Before %1 a field must stand, such as type or payload.name.");
    case Code::NothingBefore:
        return FilterWords::tr("Before %1 a condition must stand.");
    }
    return unreachable(QString());
}

} // namespace

QString filterErrorText(const FilterError &error)
{
    if (error.code == Code::TooLong)
        return pattern(error.code).arg(countText(error.arguments.value(0).toLongLong()));
    return filledIn(pattern(error.code), error.arguments);
}

} // namespace broadcaster
