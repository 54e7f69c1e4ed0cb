// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHashFunctions>
#include <QtCore/QRandomGenerator>

#include <compare>
#include <optional>

namespace broadcaster {

/// One run of a broker in a cluster: random for each start, so a restart is another broker.
class BrokerId final {
public:
    static constexpr int TextSize = 16;

    BrokerId() = default; ///< Null: no broker.
    explicit BrokerId(quint64 value)
        : m_value(value)
    {
    }
    [[nodiscard]] static BrokerId create()
    {
        return BrokerId(QRandomGenerator::system()->generate64() | 1U);
    }
    /// The reverse of text(); nothing for any other text.
    [[nodiscard]] static std::optional<BrokerId> fromText(const QByteArray &text)
    {
        bool ok = false;
        const quint64 value = text.size() == TextSize ? text.toULongLong(&ok, 16) : 0;
        return ok && value != 0 ? std::optional(BrokerId(value)) : std::nullopt;
    }

    [[nodiscard]] bool isNull() const { return m_value == 0; }
    [[nodiscard]] quint64 value() const { return m_value; }
    /// 16 hexadecimal digits, lower case.
    [[nodiscard]] QByteArray text() const
    {
        return QByteArray::number(m_value, 16).rightJustified(TextSize, '0');
    }

    friend auto operator<=>(const BrokerId &, const BrokerId &) = default;
    friend size_t qHash(const BrokerId &id, size_t seed = 0) { return ::qHash(id.m_value, seed); }

private:
    quint64 m_value = 0;
};

} // namespace broadcaster
