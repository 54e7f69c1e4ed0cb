// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/errorreason.h"

#include <QtCore/QStringList>

namespace broadcaster {

/// The kind of a failure. main() chooses an exit code by it, HTTP a status, and the window the
/// place to show it at.
enum class ErrorCode {
    InvalidArgument,
    NotFound,
    NotAllowed, ///< The caller lacks the right.
    Conflict,
    AddressInUse,
    AddressRefused, ///< The user may not listen there.
    AddressUnavailable, ///< The address does not belong to this machine.
    CertificateUnusable, ///< The certificate or its key is unusable.
    DatabaseUncreatable,
    DatabaseUnavailable,
    DatabaseNewer,
    DatabaseDamaged,
    DatabaseReadOnly,
    DatabaseLocked,
    DatabaseOutOfSpace,
    DatabaseForbidden, ///< The broker lacks a right, or its password is wrong.
    DatabaseMisconfigured, ///< A setting of the database or of the way to it must be changed.
    DatabaseRefusedValue, ///< A value that the database can never store.
    QueueFull,
    Stopped,
};

inline constexpr int ErrorCodeCount = static_cast<int>(ErrorCode::Stopped) + 1;

/// The window words an error in the user's language, by its reason and its arguments; without a
/// reason, by its code. Never a secret in it.
struct Error {
    ErrorCode code;
    QString detail; ///< One English sentence for the log: the problem and the remedy.
    ErrorReason reason = ErrorReason::None;
    QStringList arguments {}; ///< ErrorReason lists them.

    friend bool operator==(const Error &, const Error &) = default;
};

} // namespace broadcaster
