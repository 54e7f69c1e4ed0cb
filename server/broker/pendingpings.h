// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <utility>

namespace broadcaster {

/// Pings that are not answered yet. Each one is answered once.
class PendingPings final {
public:
    [[nodiscard]] int add(std::function<void()> answered)
    {
        m_pings.emplace(++m_last, std::move(answered));
        return m_last;
    }
    [[nodiscard]] bool contains(int ping) const { return m_pings.contains(ping); }
    void answer(int ping)
    {
        if (auto found = m_pings.extract(ping))
            found.mapped()();
    }
    void answerAll()
    {
        for (const auto &[ping, answered] : std::exchange(m_pings, {}))
            answered();
    }

private:
    std::map<int, std::function<void()>> m_pings;
    int m_last = 0;
};

} // namespace broadcaster
