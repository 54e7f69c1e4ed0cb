// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/check.h"

#include <QtCore/QLoggingCategory>

namespace broadcaster {

void reportFault(const char *file, int line)
{
    QMessageLogger(file, line, nullptr, "broker.fault")
        .critical("A check failed at %s:%d. This is a fault of the program: please report it.",
            file, line);
}

} // namespace broadcaster
