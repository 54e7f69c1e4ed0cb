// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/traffic/trafficnumbers.h"

#include <algorithm>
#include <iterator>

namespace broadcaster {

namespace {

quint64 threadOf(quint64 number)
{
    constexpr int NumberBits = 60; // The broker has at most 16 threads.
    return number >> NumberBits;
}

} // namespace

void TrafficNumbers::add(quint64 number, quint64 sequence)
{
    if (number == 0)
        return;
    std::deque<Run> &runs = m_threads[threadOf(number)];
    if (!runs.empty()) {
        Run &last = runs.back();
        if (last.number + last.count == number && last.sequence + last.count == sequence) {
            ++last.count;
            return;
        }
        if (number < last.number + last.count) {
            m_runs -= std::ssize(runs);
            runs.clear();
        }
    }
    runs.push_back({ number, sequence, 1 });
    ++m_runs;
}

std::optional<quint64> TrafficNumbers::sequenceOf(quint64 number) const
{
    const auto runs = m_threads.find(threadOf(number));
    if (runs == m_threads.end())
        return std::nullopt;
    auto run = std::upper_bound(runs->second.begin(), runs->second.end(), number,
        [](quint64 asked, const Run &one) { return asked < one.number; });
    if (run == runs->second.begin())
        return std::nullopt;
    --run;
    if (number - run->number >= run->count)
        return std::nullopt;
    return run->sequence + (number - run->number);
}

void TrafficNumbers::forgetBefore(quint64 sequence)
{
    for (auto &[thread, runs] : m_threads) {
        while (!runs.empty() && runs.front().sequence + runs.front().count <= sequence) {
            runs.pop_front();
            --m_runs;
        }
        if (!runs.empty() && runs.front().sequence < sequence) {
            Run &first = runs.front();
            const quint64 gone = sequence - first.sequence;
            first = { first.number + gone, sequence, first.count - gone };
        }
    }
}

void TrafficNumbers::clear()
{
    m_threads.clear();
    m_runs = 0;
}

} // namespace broadcaster
