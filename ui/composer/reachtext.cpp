// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/reachtext.h"

#include "ui/base/errortext.h"
#include "ui/base/text.h"
#include "ui/composer/composer.h"

namespace broadcaster {

QString reachText(const Result<Explanation> &answer)
{
    if (!answer)
        return Composer::tr("The broker would reject it: %1").arg(errorText(answer.error()));
    if (answer->kind == TrafficKind::Ping)
        return Composer::tr("The broker answers this one itself.");
    const Reach &reach = answer->reach;
    if (reach.mirrored == 0)
        return Composer::tr(
            "Would reach %1 of %Ln client(s)", nullptr, static_cast<int>(reach.clients))
            .arg(countText(reach.addressed));
    return Composer::tr("Would reach %1 of %2 clients, and %Ln admin(s) would get a copy", nullptr,
        static_cast<int>(reach.mirrored))
        .arg(countText(reach.addressed), countText(reach.clients));
}

} // namespace broadcaster
