// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/jsonerrortext.h"

#include "server/api/check.h"
#include "ui/base/text.h"

#include "server/api/limits.h"

#include <QtCore/QCoreApplication>

#include <algorithm>

namespace broadcaster {

namespace {

/// Context of the texts translated here, outside any QObject.
struct JsonWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::JsonErrorText)
};

QString reasonText(JsonError::Reason reason)
{
    switch (reason) {
    case JsonError::Reason::Empty:
        return JsonWords::tr("there is no text");
    case JsonError::Reason::UnexpectedEnd:
        return JsonWords::tr("the text ends too early");
    case JsonError::Reason::ExpectedValue:
        return JsonWords::tr("a value is expected here");
    case JsonError::Reason::ExpectedKey:
        return JsonWords::tr("a name in double quotes is expected here");
    case JsonError::Reason::ExpectedColon:
        return JsonWords::tr("a colon is expected here");
    case JsonError::Reason::ExpectedCommaOrEnd:
        return JsonWords::tr("a comma or a closing bracket is expected here");
    case JsonError::Reason::BadNumber:
        return JsonWords::tr("this is not a JSON number");
    case JsonError::Reason::BadEscape:
        return JsonWords::tr("this is not a JSON escape");
    case JsonError::Reason::ControlCharacter:
        return JsonWords::tr("a line break or another control character must be escaped here");
    case JsonError::Reason::TrailingText:
        return JsonWords::tr("nothing may follow the end");
    case JsonError::Reason::InvalidUtf8:
        return JsonWords::tr("these bytes are not UTF-8");
    case JsonError::Reason::TooDeep:
        return JsonWords::tr("nested deeper than %1 levels").arg(countText(limits::MaxJsonDepth));
    }
    return unreachable(QString());
}

} // namespace

QString jsonErrorText(const JsonError &error, QByteArrayView text)
{
    const QByteArrayView before = text.first(std::min(error.offset, text.size()));
    const qsizetype line = std::count(before.begin(), before.end(), '\n') + 1;
    const qsizetype lineBegin = before.lastIndexOf('\n') + 1;
    // Columns as an editor counts them, not bytes.
    const qsizetype column = QString::fromUtf8(before.sliced(lineBegin)).size() + 1;
    return JsonWords::tr("Line %1, column %2: %3")
        .arg(countText(line), countText(column), reasonText(error.reason));
}

} // namespace broadcaster
