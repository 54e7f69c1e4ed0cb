// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QStringList>

namespace broadcaster {

/// Why a line or a file of a capture cannot be read or written. The window words it
/// (ui/traffic/captureerrortext.h).
struct CaptureError {
    enum class Code {
        NotJson, ///< The fault is at `position`.
        NotAnObject,
        BadProject,
        BadTime,
        BadBase64,
        LineTooLong, ///< Arguments: the largest number of bytes.
        Unreadable, ///< The device fails. Arguments: the reason that it gives.
        Unwritable, ///< Arguments: the file, the reason that the system gives.
    };
    static constexpr int CodeCount = static_cast<int>(Code::Unwritable) + 1;

    Code code = Code::NotJson;
    qsizetype position = 0; ///< In the line, in bytes.
    QStringList arguments {};
};

} // namespace broadcaster
