// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/refusalstatus.h"

#include <QtCore/QRegularExpression>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

int refusalStatus(const QString &error)
{
    constexpr int BadRequest = 400;
    if (error.contains("Unknown error condition"_L1)) // Qt's words for 400.
        return BadRequest;
    constexpr int Unauthorized = 401;
    if (error.contains("WWW-Authenticate"_L1)) // Qt 6.6 and later name the challenge instead.
        return Unauthorized;
    static const QRegularExpression pattern(u"status code: (\\d{3})"_s);
    return pattern.match(error).captured(1).toInt();
}

} // namespace broadcaster
