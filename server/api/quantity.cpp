// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/quantity.h"

#include <QtCore/QRegularExpression>

#include <array>
#include <limits>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

struct BinaryUnit {
    QLatin1StringView name;
    int shift;
};

constexpr std::array<BinaryUnit, 3> BinaryUnits { { { "GiB"_L1, 30 }, { "MiB"_L1, 20 },
    { "KiB"_L1, 10 } } };

} // namespace

std::optional<qint64> parseQuantity(const QString &text, Unit unit)
{
    static const QRegularExpression pattern(
        u"^([0-9]{1,18})\\s*(B|KiB|MiB|GiB)?$"_s, QRegularExpression::CaseInsensitiveOption);
    const QRegularExpressionMatch match = pattern.match(text.trimmed());
    if (!match.hasMatch())
        return {};
    const qint64 number = match.captured(1).toLongLong();
    const QString name = match.captured(2);
    if (name.isEmpty())
        return number;
    if (unit != Unit::Bytes)
        return {};
    for (const BinaryUnit &binary : BinaryUnits) {
        if (name.compare(binary.name, Qt::CaseInsensitive) != 0)
            continue;
        if (number > (std::numeric_limits<qint64>::max() >> binary.shift))
            return {};
        return number << binary.shift;
    }
    return number;
}

QString quantityText(qint64 value, Unit unit)
{
    if (unit == Unit::Bytes && value > 0) {
        for (const BinaryUnit &binary : BinaryUnits) {
            if ((value & ((qint64(1) << binary.shift) - 1)) == 0)
                return QString::number(value >> binary.shift) + u' ' + binary.name;
        }
    }
    return QString::number(value);
}

} // namespace broadcaster
