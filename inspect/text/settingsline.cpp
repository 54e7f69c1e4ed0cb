// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/text/settingsline.h"

#include <array>

namespace broadcaster {

namespace {

struct LineEscape {
    QStringView sign;
    QStringView escape;
};

/// The sign of the escapes themselves is escaped first and restored last.
constexpr std::array LineEscapes { LineEscape { u"%", u"%25" }, LineEscape { u"\t", u"%09" },
    LineEscape { u"\n", u"%0A" }, LineEscape { u"\r", u"%0D" } };

} // namespace

QString settingsLine(const QStringList &fields)
{
    QStringList escaped = fields;
    for (const LineEscape &each : LineEscapes)
        escaped.replaceInStrings(each.sign, each.escape);
    return escaped.join(u'\t');
}

QStringList settingsFields(const QString &line, qsizetype count)
{
    QStringList fields = line.split(u'\t');
    if (fields.size() < count)
        return {};
    const QString last = fields.sliced(count - 1).join(u'\t');
    fields.resize(count);
    fields.last() = last;
    for (auto each = LineEscapes.rbegin(); each != LineEscapes.rend(); ++each)
        fields.replaceInStrings(each->escape, each->sign);
    return fields;
}

} // namespace broadcaster
