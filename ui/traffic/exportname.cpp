// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/exportname.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

QString exportName(const ProjectId &project, const QDateTime &now)
{
    constexpr qsizetype MaxProjectLetters = 40;
    QString name = project.toString().left(MaxProjectLetters);
    std::replace_if(
        name.begin(), name.end(),
        [](QChar c) { return !c.isLetterOrNumber() && c != u'_' && c != u'.'; }, u'-');
    if (name.startsWith(u'.'))
        name[0] = u'-';
    return u"traffic-"_s + (name.isEmpty() ? name : name + u'-')
        + now.toString(u"yyyy-MM-dd-HHmmss"_s) + u".jsonl"_s;
}

} // namespace broadcaster
