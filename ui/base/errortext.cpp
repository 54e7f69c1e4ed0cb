// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/errortext.h"

#include "server/api/check.h"
#include "ui/base/reasontext.h"
#include "ui/base/text.h"

#include <QtCore/QCoreApplication>

namespace broadcaster {

namespace {

/// The context of the translations.
struct ErrorWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::ErrorText)
};

QString codeText(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return ErrorWords::tr("The broker does not accept a value.");
    case ErrorCode::NotFound:
        return ErrorWords::tr("It is not there any more.");
    case ErrorCode::NotAllowed:
        return ErrorWords::tr("You do not have the right to do this.");
    case ErrorCode::Conflict:
        return ErrorWords::tr("It does not fit the state that the broker is in. Try again.");
    case ErrorCode::AddressInUse:
        return ErrorWords::tr("The address is in use by another program. Stop that one or choose "
                              "another port.");
    case ErrorCode::AddressRefused:
        return ErrorWords::tr(
            "There is no permission to listen on the address. Choose a port above "
            "1023.");
    case ErrorCode::AddressUnavailable:
        return ErrorWords::tr("The address is not one of this machine.");
    case ErrorCode::CertificateUnusable:
        return ErrorWords::tr("The certificate or its key cannot be used.");
    case ErrorCode::DatabaseUncreatable:
        return ErrorWords::tr("The database cannot be created. Name another file.");
    case ErrorCode::DatabaseUnavailable:
        return ErrorWords::tr("The database cannot be used. Check its server or its file.");
    case ErrorCode::DatabaseNewer:
        return ErrorWords::tr(
            "A newer version of this program has written the database. Update the "
            "program.");
    case ErrorCode::DatabaseDamaged:
        return ErrorWords::tr("The database is damaged. Restore it from a backup.");
    case ErrorCode::DatabaseReadOnly:
        return ErrorWords::tr(
            "The database cannot be written to. Give the broker the right to write "
            "it.");
    case ErrorCode::DatabaseLocked:
        return ErrorWords::tr("Another program holds the database. Close it, or wait until it is "
                              "done.");
    case ErrorCode::DatabaseOutOfSpace:
        return ErrorWords::tr(
            "The disk with the database is full. Make room; nothing counted is lost"
            " until then.");
    case ErrorCode::DatabaseForbidden:
        return ErrorWords::tr("The database denies the broker a right, or refuses its password.");
    case ErrorCode::DatabaseMisconfigured:
        return ErrorWords::tr("A setting of the database, or of the way to it, must be changed.");
    case ErrorCode::DatabaseRefusedValue:
        return ErrorWords::tr("The database cannot store a value.");
    case ErrorCode::QueueFull:
        return ErrorWords::tr("The broker is too busy. Try again in a moment.");
    case ErrorCode::Stopped:
        return ErrorWords::tr("The broker is not running. Start it on the Server page.");
    }
    return unreachable(QString());
}

} // namespace

bool isDatabaseError(ErrorCode code)
{
    return code >= ErrorCode::DatabaseUncreatable && code <= ErrorCode::DatabaseMisconfigured;
}

QString errorText(const Error &error)
{
    if (error.reason == ErrorReason::None)
        return codeText(error.code);
    if (error.reason == ErrorReason::PortInUse && !error.arguments.value(1).isEmpty())
        return ErrorWords::tr("%1 is in use by %2. Stop that program, or choose another port; 0 "
                              "takes any free one.")
            .arg(error.arguments[0], error.arguments[1]);
    const QString pattern = reasonPattern(error.reason);
    return error.arguments.isEmpty() ? pattern : filledIn(pattern, error.arguments);
}

} // namespace broadcaster
