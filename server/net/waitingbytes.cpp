// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/net/waitingbytes.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace broadcaster {

WaitingBytes::WaitingBytes(
    TimerQueue &deadlines, std::atomic<qint64> &total, std::function<void()> overflow)
    : m_total(total)
    , m_overflow(std::move(overflow))
    , m_tick(deadlines)
{
}

void WaitingBytes::setLimits(std::chrono::milliseconds timeout, qint64 maxTotalBytes)
{
    m_interval = timeout / std::tuple_size_v<decltype(Account::m_ends)>;
    m_maxTotalBytes = maxTotalBytes;
}

void WaitingBytes::armTick()
{
    if (!m_tick.isArmed() && !m_accounts.empty())
        m_tick.arm(m_interval, [this] { tick(); });
}

void WaitingBytes::tick()
{
    m_mark = (m_mark + 1) % std::tuple_size_v<decltype(Account::m_ends)>;
    for (Account *account : m_accounts)
        account->passMark(m_mark);
    armTick();
}

void WaitingBytes::endTurn()
{
    if (!std::exchange(m_hasGrown, false) || !isOver())
        return;
    // A project with more than half of all bytes is the largest, whatever the other threads hold.
    if (2 * largestProject() > m_maxTotalBytes)
        relieve(m_maxTotalBytes / 2);
    if (isOver())
        m_overflow();
}

qint64 WaitingBytes::largestProject() const
{
    qint64 largest = 0;
    for (const auto &[name, project] : m_projects)
        largest = std::max(largest, project.bytes);
    return largest;
}

void WaitingBytes::relieve(qint64 down)
{
    while (isOver() && largestProject() > down) {
        const auto largest = std::max_element(m_projects.begin(), m_projects.end(),
            [](const auto &a, const auto &b) { return a.second.bytes < b.second.bytes; });
        qint64 second = down;
        for (auto project = m_projects.begin(); project != m_projects.end(); ++project) {
            if (project != largest)
                second = std::max(second, project->second.bytes);
        }
        if (!relieve(largest, second))
            return; // All its bytes belong to clients that are being closed already.
    }
}

/// Closes at least one client of the project, the largest first. False: it has no client.
bool WaitingBytes::relieve(Projects::iterator project, qint64 down)
{
    std::vector<Account *> accounts;
    for (Account *account : m_accounts) {
        if (account->m_project == project && account->m_tooSlow && account->m_waiting > 0)
            accounts.push_back(account);
    }
    std::sort(accounts.begin(), accounts.end(),
        [](const Account *a, const Account *b) { return a->m_waiting > b->m_waiting; });
    for (size_t i = 0; i < accounts.size(); ++i) {
        if (i > 0 && (!isOver() || project->second.bytes <= down))
            break;
        accounts[i]->end(TooSlow::TotalFull);
    }
    return !accounts.empty();
}

WaitingBytes::Account::Account(
    WaitingBytes &all, const ProjectId &project, std::function<void(TooSlow)> tooSlow)
    : m_all(all)
    , m_project(all.m_projects.try_emplace(project.utf8()).first)
    , m_tooSlow(std::move(tooSlow))
    , m_index(all.m_accounts.size())
{
    m_ends.fill(std::numeric_limits<qint64>::min());
    ++m_project->second.accounts;
    all.m_accounts.push_back(this);
    all.armTick();
}

WaitingBytes::Account::~Account()
{
    setWaiting(0);
    if (--m_project->second.accounts == 0)
        m_all.m_projects.erase(m_project);
    m_all.m_accounts.back()->m_index = m_index;
    m_all.m_accounts[m_index] = m_all.m_accounts.back();
    m_all.m_accounts.pop_back();
}

void WaitingBytes::Account::setWaiting(qsizetype bytes)
{
    const qsizetype grown = bytes - std::exchange(m_waiting, bytes);
    m_all.m_total += grown;
    m_project->second.bytes += grown;
    m_all.m_hasGrown |= grown > 0;
}

void WaitingBytes::Account::passMark(size_t mark)
{
    // Bytes in the queue a whole round ago have waited that long if they are not sent yet.
    if (m_ends[mark] > m_sent)
        end(TooSlow::OldBytes);
    m_ends[mark] = m_sent + m_waiting;
}

void WaitingBytes::Account::end(TooSlow why)
{
    if (m_tooSlow)
        std::exchange(m_tooSlow, nullptr)(why);
}

} // namespace broadcaster
