// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// A filter on the first line, a message on the others: any typed text, and any message.

#include "inspect/filter/filter.h"
#include "inspect/filter/filterlexer.h"
#include "inspect/filter/filterparser.h"
#include "server/api/utc.h"
#include "tests/fuzz/check.h"
#include "tests/support/ownedrow.h"

#include <QtCore/QDateTime>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

namespace {

using Parsed = std::variant<Filter, FilterError>;

Parsed parsed(const QString &text)
{
    static const QDateTime now(QDate(2026, 1, 28), QTime(12, 0), Utc);
    return Filter::parse(text, now);
}

void checkError(const QString &text, const FilterError &error)
{
    check(error.position >= 0 && error.length >= 0, "an error is somewhere");
    check(error.position + error.length <= text.size(), "an error is inside of the text");
    check(static_cast<int>(error.code) < FilterError::CodeCount, "an error says what it is");
}

/// A condition that a menu makes of a value matches just that value.
void checkQuoting(const QString &value)
{
    const QString quoted = filterQuoted(value);
    check(filterStringLength(quoted) == quoted.size(), "a quoted text ends where it ends");
    check(filterUnescaped(quoted.sliced(1).chopped(1)) == value, "a quoted text is that text");
    const QString condition = filterCondition(u"from.id"_s, value);
    constexpr qsizetype Room = 100;
    if (condition.size() < MaxFilterLength - Room)
        check(std::holds_alternative<Filter>(parsed(condition)), "a condition is a filter");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArray bytes = inputBytes(data, size);
    const qsizetype end = bytes.indexOf('\n');
    const QString text = QString::fromUtf8(end < 0 ? bytes : bytes.first(end));
    checkQuoting(text);
    const Parsed result = parsed(text);
    if (const auto *error = std::get_if<FilterError>(&result)) {
        checkError(text, *error);
        return 0;
    }
    const auto &filter = std::get<Filter>(result);
    check(filter.text() == text, "a filter remembers its text");

    OwnedRow row;
    row.message = end < 0 ? QByteArray() : bytes.sliced(end + 1);
    row.setSender("8f1c0000-0000-4000-8000-00000000002b");
    row.record.kind = TrafficKind::ToType;
    row.target = "data-agent";
    const bool matches = filter.matches(row.row());
    if (filter.isEmpty()) {
        check(matches, "nothing asked for is always there");
        return 0;
    }
    const Parsed opposite = parsed(u"!("_s + text + u')');
    // Otherwise it is too long or too deep now.
    if (const auto *other = std::get_if<Filter>(&opposite))
        check(other->matches(row.row()) != matches, "a condition or its opposite holds");
    return 0;
}
