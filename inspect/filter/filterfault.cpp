// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/filter/filterfault.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

Error filterFault(const QString &filter, const FilterError &fault)
{
    constexpr qsizetype MaxQuoted = 40;
    const QString rest = filter.sliced(fault.position).left(MaxQuoted);
    return { ErrorCode::InvalidArgument,
        rest.isEmpty() ? u"filter: something is missing at its end"_s
                       : u"filter: there is a fault at character %1: \"%2\""_s.arg(
                           QString::number(fault.position + 1), rest) };
}

} // namespace broadcaster
