// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/ipaddress.h"

#include <QtCore/QList>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isIpv4(QStringView text)
{
    constexpr int Parts = 4;
    constexpr int MaxDigits = 3;
    constexpr int MaxPart = 255;
    const QList<QStringView> parts = text.split(u'.');
    return parts.size() == Parts && std::all_of(parts.begin(), parts.end(), [](QStringView part) {
        const bool digits = !part.isEmpty() && part.size() <= MaxDigits
            && std::all_of(
                part.begin(), part.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
        return digits && part.toInt() <= MaxPart;
    });
}

bool isGroup(QStringView text)
{
    constexpr int MaxDigits = 4;
    return !text.isEmpty() && text.size() <= MaxDigits
        && std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f')
                   || (c >= u'A' && c <= u'F');
           });
}

/// How many 16-bit groups a part without `::` has; -1 when it is none. The last may be an IPv4
/// address, which counts as two.
int groupCount(QStringView part, bool isLast)
{
    if (part.isEmpty())
        return 0;
    const QList<QStringView> groups = part.split(u':');
    int count = 0;
    for (qsizetype i = 0; i < groups.size(); ++i) {
        if (isGroup(groups[i]))
            ++count;
        else if (isLast && i == groups.size() - 1 && isIpv4(groups[i]))
            count += 2;
        else
            return -1;
    }
    return count;
}

bool isIpv6(QStringView text)
{
    constexpr int Groups = 8;
    if (const qsizetype zone = text.indexOf(u'%'); zone >= 0) {
        if (zone == text.size() - 1)
            return false;
        text = text.first(zone);
    }
    const qsizetype gap = text.indexOf("::"_L1);
    if (gap < 0)
        return groupCount(text, true) == Groups;
    const int before = groupCount(text.first(gap), false);
    const int after = groupCount(text.sliced(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < Groups;
}

} // namespace

bool isIpAddress(QStringView text)
{
    return isIpv4(text) || isIpv6(text);
}

} // namespace broadcaster
