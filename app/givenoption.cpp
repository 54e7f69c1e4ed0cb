// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/givenoption.h"

#include <QtCore/QSet>

namespace broadcaster {

QList<GivenOption> withFurther(QList<GivenOption> given, const QList<GivenOption> &further)
{
    QSet<const Option *> options;
    for (const GivenOption &each : given)
        options.insert(each.option);
    for (const GivenOption &each : further) {
        if (!options.contains(each.option))
            given.append(each);
    }
    return given;
}

} // namespace broadcaster
