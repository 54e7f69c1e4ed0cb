// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filterfault.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

Error filterFault(const QString &filter, const FilterError &fault)
{
    constexpr qsizetype MaxQuoted = 40;
    const QString rest = filter.sliced(fault.position).left(MaxQuoted);
    const QString place = QString::number(fault.position + 1);
    QString text = u"there is a fault at character %1: \"%2\""_s.arg(place, rest);
    if (fault.code == FilterError::Code::TooLong)
        text = u"it has %1 characters, the most is %2"_s.arg(
            QString::number(filter.size()), fault.arguments.value(0));
    else if (fault.code == FilterError::Code::TooDeep)
        text = u"it is nested too deeply at character %1: the most is %2 negations and "
               "parentheses in one another"_s.arg(place, fault.arguments.value(0));
    else if (rest.isEmpty())
        text = u"something is missing at its end"_s;
    return { ErrorCode::InvalidArgument, u"filter: "_s + text };
}

} // namespace broadcaster
