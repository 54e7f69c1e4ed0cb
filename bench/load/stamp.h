// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QtGlobal>

#include <array>
#include <chrono>
#include <cstring>
#include <string_view>

namespace broadcaster::bench {

/// The stamp in every data message's payload: 16 decimal digits of nanoseconds (the time it was
/// sent, or in Paced was due) and 16 of its number among its sender's messages. Plain digits, so
/// that a frame can be patched and read in place.
class Stamp final {
public:
    static constexpr std::size_t Size = 32;

    Stamp() { m_digits.fill('0'); }
    /// REQUIRES: Size bytes.
    explicit Stamp(std::string_view digits) { std::memcpy(m_digits.data(), digits.data(), Size); }

    void setTime(std::chrono::nanoseconds time)
    {
        const auto count = static_cast<quint64>(time.count());
        setEight(0, count / 100'000'000);
        setEight(8, count % 100'000'000);
    }

    void incrementNumber()
    {
        for (std::size_t i = Size; i-- > Size / 2;) {
            if (m_digits[i] != '9') {
                ++m_digits[i];
                return;
            }
            m_digits[i] = '0';
        }
    }

    [[nodiscard]] std::chrono::nanoseconds time() const
    {
        return std::chrono::nanoseconds(eight(0) * 100'000'000 + eight(8));
    }
    [[nodiscard]] quint64 number() const { return eight(16) * 100'000'000 + eight(24); }
    [[nodiscard]] const char *digits() const { return m_digits.data(); }

private:
    // Eight digits at once: neighbours are joined pairwise in one register, lowest byte first.
    [[nodiscard]] quint64 eight(std::size_t offset) const
    {
        quint64 value = 0;
        std::memcpy(&value, m_digits.data() + offset, sizeof value);
        value &= 0x0f0f0f0f0f0f0f0fu;
        value = (value * 10 + (value >> 8)) & 0x00ff00ff00ff00ffu;
        value = (value * 100 + (value >> 16)) & 0x0000ffff0000ffffu;
        return (value * 10'000 + (value >> 32)) & 0xffffffffu;
    }

    // The inverse: four digits to either half, two to either quarter, one to a byte.
    void setEight(std::size_t offset, quint64 value)
    {
        value = value / 10'000 | value % 10'000 << 32;
        const quint64 hundreds = (value * 10'486 >> 20) & 0x0000007f0000007fu;
        value = hundreds | (value - hundreds * 100) << 16;
        const quint64 tens = (value * 103 >> 10) & 0x000f000f000f000fu;
        value = tens | (value - tens * 10) << 8 | 0x3030303030303030u;
        std::memcpy(m_digits.data() + offset, &value, sizeof value);
    }

    std::array<char, Size> m_digits;
};

} // namespace broadcaster::bench
