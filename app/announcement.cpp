// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/announcement.h"

#include "app/linewriter.h"
#include "server/base/tuning.h"

#include <unistd.h>

namespace broadcaster {

void announce(const QStringList &urls)
{
    QByteArray lines;
    for (const QString &url : urls)
        lines += "listening on " + url.toUtf8() + '\n';
    writeWithin(STDOUT_FILENO, lines, limits::LogFlushTimeout);
}

} // namespace broadcaster
