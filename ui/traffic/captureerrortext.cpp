// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/captureerrortext.h"

#include "server/api/check.h"
#include "server/api/quantity.h"
#include "ui/base/text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDir>

namespace broadcaster {

namespace {

/// The context of the translations.
struct CaptureWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::CaptureText)
};

} // namespace

QString captureErrorText(const CaptureError &error)
{
    const auto argument = [&error](qsizetype index) { return error.arguments.value(index); };
    switch (error.code) {
    case CaptureError::Code::NotJson:
        return CaptureWords::tr("Not JSON: the fault is at byte %1 of the line.")
            .arg(error.position + 1);
    case CaptureError::Code::NotAnObject:
        return CaptureWords::tr("Not a JSON object.");
    case CaptureError::Code::BadProject:
        return CaptureWords::tr("The name of the project is not allowed.");
    case CaptureError::Code::BadTime:
        return CaptureWords::tr("The time is not in the form 2026-01-28T12:01:02.114Z.");
    case CaptureError::Code::BadBase64:
        return CaptureWords::tr("The message is not in base64.");
    case CaptureError::Code::LineTooLong:
        return CaptureWords::tr("The line is too long: it may have %1 MiB.")
            .arg(countText(argument(0).toLongLong() / Mebibyte));
    case CaptureError::Code::Unreadable:
        return CaptureWords::tr(
            "The file cannot be read on (%1). Check the drive it is on, and open it again.")
            .arg(argument(0));
    case CaptureError::Code::FileTooLong:
        return CaptureWords::tr("The file is too long: a HAR file may have %1 MiB. Record fewer "
                                "requests, or save it without the contents of responses.")
            .arg(countText(argument(0).toLongLong() / Mebibyte));
    case CaptureError::Code::BrokenHar:
        return CaptureWords::tr("The file is not a whole HAR file: line %1, byte %2 is not JSON. "
                                "Save it again in the browser.")
            .arg(countText(argument(0).toLongLong()), countText(error.position + 1));
    case CaptureError::Code::NotHar:
        return CaptureWords::tr("The file is not a HAR file: it has no list log.entries.");
    case CaptureError::Code::NoWebSockets:
        return CaptureWords::tr("The HAR file has no messages of WebSockets. Open the developer "
                                "tools before the page connects, and save it again.");
    case CaptureError::Code::BadHarMessage:
        return CaptureWords::tr("It has no direction, no time or no data.");
    case CaptureError::Code::HarTooLong:
        return CaptureWords::tr("Nothing was saved: a HAR file may have %1 MiB. Select fewer "
                                "messages, or save them as JSON Lines.")
            .arg(countText(argument(0).toLongLong() / Mebibyte));
    case CaptureError::Code::Unwritable:
        return CaptureWords::tr(
            "%1 cannot be written (%2). Make room on the drive or choose another folder; no "
            "half file was left.")
            .arg(QDir::toNativeSeparators(argument(0)), argument(1));
    }
    return unreachable(QString());
}

} // namespace broadcaster
