// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>

namespace broadcaster {

/// The reason why a line or a file of a capture cannot be read or written. The window words it
/// (ui/traffic/captureerrortext.h).
struct CaptureError {
    enum class Code {
        NotJson, ///< The fault is at `position`.
        NotAnObject,
        BadProject,
        BadTime,
        BadBase64,
        LineTooLong, ///< Arguments: the largest number of bytes.
        Unreadable, ///< The device fails. Argument: its reason.
        FileTooLong, ///< Argument: the largest number of bytes.
        BrokenHar, ///< Not JSON. Argument: the line; the fault is at `position` in it.
        NotHar, ///< JSON without `log.entries`.
        NoWebSockets, ///< A HAR file without messages of WebSockets.
        BadHarMessage, ///< It lacks `type`, `data` or a time.
        HarTooLong, ///< A file to be written. Argument: the largest number of bytes.
        Unwritable, ///< Arguments: the file, the system's reason.
    };
    static constexpr int CodeCount = static_cast<int>(Code::Unwritable) + 1;

    Code code = Code::NotJson;
    qsizetype position = 0; ///< Offset in the line, in bytes.
    QStringList arguments {};
};

} // namespace broadcaster
