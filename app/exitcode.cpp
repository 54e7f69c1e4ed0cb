// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/exitcode.h"

#include "app/logoutput.h"
#include "server/broker/broker.h"

#include <sysexits.h>

#include <cstdlib>

namespace broadcaster {

int exitCodeFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::Conflict:
        return EX_USAGE;
    case ErrorCode::NotFound:
    case ErrorCode::CertificateUnusable:
        return EX_NOINPUT;
    case ErrorCode::AddressInUse:
    case ErrorCode::AddressUnavailable:
    case ErrorCode::Stopped:
        return EX_UNAVAILABLE;
    case ErrorCode::AddressRefused:
    case ErrorCode::NotAllowed:
    case ErrorCode::DatabaseReadOnly:
    case ErrorCode::DatabaseForbidden:
        return EX_NOPERM;
    case ErrorCode::DatabaseUncreatable:
        return EX_CANTCREAT;
    case ErrorCode::DatabaseUnavailable:
    case ErrorCode::DatabaseLocked:
    case ErrorCode::QueueFull:
        return EX_TEMPFAIL;
    case ErrorCode::DatabaseOutOfSpace:
    case ErrorCode::DatabaseRefusedValue:
        return EX_IOERR;
    case ErrorCode::DatabaseNewer:
    case ErrorCode::DatabaseMisconfigured:
    case ErrorCode::DatabaseDamaged:
        return EX_CONFIG;
    }
    return EX_SOFTWARE;
}

int endOf(const Broker &broker, int exitCode)
{
    if (exitCode == EX_OK && broker.leftBehind() == BrokerParts::LeftBehind::Threads)
        exitCode = EX_SOFTWARE;
    if (exitCode == EX_OK && broker.lostUsage())
        exitCode = EX_IOERR;
    if (broker.leftBehind() != BrokerParts::LeftBehind::Nothing) {
        flushLog();
        std::_Exit(exitCode);
    }
    return exitCode;
}

} // namespace broadcaster
