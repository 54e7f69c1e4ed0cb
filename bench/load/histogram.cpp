// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/histogram.h"

#include <algorithm>
#include <bit>

namespace broadcaster::bench {

namespace {

constexpr int StepBits = 7;
constexpr int TopBit = 44; // Larger values (five hours) count as the largest.
constexpr std::size_t Steps = std::size_t { 1 } << StepBits;

std::size_t stepOf(quint64 value)
{
    if (value < Steps)
        return value;
    const int shift = static_cast<int>(std::bit_width(value)) - 1 - StepBits;
    return (static_cast<std::size_t>(shift) + 1) * Steps + ((value >> shift) - Steps);
}

quint64 middleOf(std::size_t step)
{
    if (step < Steps)
        return step;
    const std::size_t shift = step / Steps - 1;
    return ((Steps + step % Steps) << shift) + ((std::size_t { 1 } << shift) >> 1);
}

} // namespace

Histogram::Histogram()
    : m_counts((TopBit - StepBits + 1) * Steps)
{
}

void Histogram::add(std::chrono::nanoseconds value)
{
    const auto count = static_cast<quint64>(std::max<qint64>(value.count(), 0));
    ++m_counts[stepOf(std::min(count, (quint64 { 1 } << TopBit) - 1))];
    ++m_total;
    m_largest = std::max(m_largest, value);
}

std::chrono::nanoseconds Histogram::quantile(double share) const
{
    const auto wanted = static_cast<quint64>(share * static_cast<double>(m_total));
    quint64 seen = 0;
    for (std::size_t step = 0; step < m_counts.size(); ++step) {
        seen += m_counts[step];
        if (seen > wanted)
            return std::min(std::chrono::nanoseconds(middleOf(step)), m_largest);
    }
    return m_largest;
}

} // namespace broadcaster::bench
