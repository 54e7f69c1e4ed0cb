// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/standardoutput.h"

#include "app/logoutput.h"

#include <fcntl.h>
#include <sysexits.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

std::optional<QString> closedOutput()
{
    // openStandardDescriptors() opens /dev/null for reading in place of a closed descriptor.
    const int flags = ::fcntl(STDOUT_FILENO, F_GETFL);
    if (flags >= 0 && (flags & O_ACCMODE) != O_RDONLY)
        return std::nullopt;
    return u"standard output is closed: there is no place for the answer"_s;
}

QString outputFault(int error)
{
    return u"standard output cannot be written: %1"_s.arg(
        QString::fromLocal8Bit(std::strerror(error)));
}

int printText(const QString &text)
{
    if (const auto closed = closedOutput()) {
        printError(*closed);
        return EX_IOERR;
    }
    // Without the flush, an error would come when nobody can report it any more.
    if (std::fputs(qUtf8Printable(text), stdout) >= 0 && std::fflush(stdout) == 0)
        return EX_OK;
    if (errno == EPIPE)
        return EX_OK;
    printError(outputFault(errno));
    return EX_IOERR;
}

} // namespace broadcaster
