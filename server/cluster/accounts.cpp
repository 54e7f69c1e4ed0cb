// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/accounts.h"

#include "server/api/check.h"
#include "server/cluster/littleendian.h"
#include "server/cluster/records.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <utility>

namespace broadcaster {

namespace {

constexpr size_t AccountSize = 6 * sizeof(quint64);

} // namespace

qint64 AccountFigures::unaccounted() const
{
    const quint64 known = std::accumulate(lost.begin(), lost.end(), delivered + underWay);
    return static_cast<qint64>(offered - known);
}

AccountFigures &AccountFigures::operator+=(const AccountFigures &other)
{
    offered += other.offered;
    delivered += other.delivered;
    underWay += other.underWay;
    std::transform(lost.begin(), lost.end(), other.lost.begin(), lost.begin(), std::plus());
    return *this;
}

void appendAccount(QByteArray &out, const BatchAccount &account)
{
    appendRecordHead(out, RecordKind::Account, 0, AccountSize);
    appendNumber(out, account.lastSequence);
    appendNumber(out, account.position);
    appendNumber(out, account.missed);
    appendNumber(out, account.received);
    appendNumber(out, account.inboxFull);
    appendNumber(out, account.unknownProject);
}

std::optional<BatchAccount> readAccount(std::string_view body)
{
    if (body.size() != AccountSize)
        return std::nullopt;
    return BatchAccount { numberAt<quint64>(body, 0), numberAt<quint64>(body, 8),
        numberAt<quint64>(body, 16), numberAt<quint64>(body, 24), numberAt<quint64>(body, 32),
        numberAt<quint64>(body, 40) };
}

void PairSent::offer(quint64 messages)
{
    m_offered += messages;
    m_queued += messages;
    if (m_hasEnded)
        lose(ClusterLoss::BrokerGone, messages);
}

void PairSent::lose(ClusterLoss reason, quint64 messages)
{
    if (!ensure(messages <= m_queued))
        messages = m_queued;
    m_queued -= messages;
    m_lostHere[static_cast<size_t>(reason)] += messages;
}

BatchNumbers PairSent::publish(const BatchCounts &counts)
{
    if (!ensure(counts.messages <= m_queued))
        offer(counts.messages - m_queued);
    const BatchNumbers numbers { ++m_sequence, m_published };
    m_queued -= counts.messages;
    m_published += counts.messages;
    if (counts.records > counts.accounts)
        m_sequenceToConfirm = m_sequence;
    m_runs.push_back({ m_sequence, m_sequence, counts.messages, false });
    return numbers;
}

void PairSent::answered(quint64 sequence, std::optional<qint64> receivers)
{
    const auto found = std::lower_bound(m_runs.begin(), m_runs.end(), sequence,
        [](const Run &run, quint64 value) { return run.last < value; });
    if (m_hasEnded || found == m_runs.end() || found->last != sequence || found->isNobodys)
        return;
    if (receivers != 0) {
        m_runs.erase(found);
        return;
    }
    found->isNobodys = true;
    m_nobodysAhead += found->messages;
    if (found == m_runs.begin())
        return;
    const auto before = std::prev(found);
    if (!before->isNobodys || before->last + 1 != found->first)
        return;
    before->last = found->last;
    before->messages += found->messages;
    m_runs.erase(found);
}

bool PairSent::settle(const BatchAccount &account)
{
    const BatchAccount &old = m_account;
    if (m_hasEnded || account.lastSequence < old.lastSequence || account.lastSequence > m_sequence
        || account.position < old.position || account.position > m_published
        || account.missed < old.missed || account.received < old.received
        || account.inboxFull < old.inboxFull || account.unknownProject < old.unknownProject)
        return false;
    // No sum of these overflows: each is at most the position.
    if (std::max({ account.missed, account.received, account.inboxFull, account.unknownProject })
            > account.position
        || account.settled() > account.position)
        return false;
    const auto firstAhead = std::find_if(m_runs.begin(), m_runs.end(),
        [&](const Run &run) { return run.last > account.lastSequence; });
    const quint64 passed = std::accumulate(m_runs.begin(), firstAhead, quint64 {},
        [](quint64 sum, const Run &run) { return sum + (run.isNobodys ? run.messages : 0); });
    if (m_nobodysAhead - passed > m_published - account.position)
        return false;
    m_runs.erase(m_runs.begin(), firstAhead);
    m_nobodysAhead -= passed;
    m_nobodysPassed += passed;
    m_account = account;
    return true;
}

void PairSent::end()
{
    if (std::exchange(m_hasEnded, true))
        return;
    m_lostHere[static_cast<size_t>(ClusterLoss::BrokerGone)] += underWay();
    m_queued = 0;
    m_runs.clear();
}

quint64 PairSent::underWay() const
{
    return m_queued + m_published - m_account.settled() - m_nobodysAhead;
}

bool PairSent::isSettled() const
{
    return m_hasEnded || (underWay() == 0 && m_account.lastSequence >= m_sequenceToConfirm);
}

AccountFigures PairSent::figures() const
{
    AccountFigures figures;
    figures.offered = m_offered;
    figures.delivered = m_account.received;
    figures.underWay = m_hasEnded ? 0 : underWay();
    figures.lost = m_lostHere;
    const auto add = [&](ClusterLoss loss, quint64 messages) {
        figures.lost[static_cast<size_t>(loss)] += messages;
    };
    // A receiver that has missed fewer than nobody got has got some of those: the engine was wrong.
    const quint64 nobodys = std::min(m_nobodysPassed, m_account.missed);
    add(ClusterLoss::Nobody, m_nobodysAhead + nobodys);
    add(ClusterLoss::Gap, m_account.missed - nobodys);
    add(ClusterLoss::InboxFull, m_account.inboxFull);
    add(ClusterLoss::UnknownProject, m_account.unknownProject);
    return figures;
}

BatchArrival PairReceived::take(const BatchNumbers &numbers, const BatchCounts &counts)
{
    constexpr quint64 Max = std::numeric_limits<quint64>::max();
    const bool isNext = numbers.sequence == m_account.lastSequence + 1;
    if (numbers.sequence <= m_account.lastSequence || numbers.sequence == Max
        || numbers.messagesBefore < m_account.position
        || numbers.messagesBefore > Max - counts.messages
        || (isNext && numbers.messagesBefore != m_account.position))
        return { BatchArrival::Kind::Discard };
    const quint64 missed = numbers.messagesBefore - m_account.position;
    m_account.lastSequence = numbers.sequence;
    m_account.position = numbers.messagesBefore + counts.messages;
    m_account.missed += missed;
    if (counts.records == 0 || counts.records > counts.accounts || missed > 0)
        m_isReportDue = true;
    return { isNext ? BatchArrival::Kind::Take : BatchArrival::Kind::GapBefore, missed };
}

void PairReceived::received(quint64 messages)
{
    m_account.received += messages;
    m_isReportDue = m_isReportDue || messages > 0;
}

void PairReceived::inboxFull(quint64 messages)
{
    m_account.inboxFull += messages;
    m_isReportDue = m_isReportDue || messages > 0;
}

void PairReceived::unknownProject(quint64 messages)
{
    m_account.unknownProject += messages;
    m_isReportDue = m_isReportDue || messages > 0;
}

BatchAccount PairReceived::report()
{
    m_isReportDue = false;
    return m_account;
}

} // namespace broadcaster
