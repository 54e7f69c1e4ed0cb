// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/rates/ratehistory.h"

#include "inspect/rates/chartmath.h"

#include <QtCore/QSet>

#include <algorithm>
#include <cmath>

namespace broadcaster {

namespace {

constexpr qint64 SecondMs = 1000;

void append(QList<double> &rates, double rate, qsizetype seconds)
{
    rates.append(QList<double>(seconds, rate));
    if (rates.size() > RateHistory::MaxSeconds)
        rates.remove(0, rates.size() - RateHistory::MaxSeconds);
}

} // namespace

void RateHistory::add(const BrokerOverview &overview, qint64 nowMs)
{
    const qint64 elapsed = nowMs - m_lastMs;
    const qint64 wholeSeconds = (elapsed + SecondMs / 2) / SecondMs;
    if (m_hasBaseline && wholeSeconds < 1)
        return;
    const auto seconds = m_hasBaseline
        ? static_cast<qsizetype>(std::min<qint64>(wholeSeconds, MaxSeconds))
        : 0;
    const auto perSecond = [elapsed](qint64 count) {
        return elapsed > MaxEvenMs
            ? Unknown
            : static_cast<double>(count) * SecondMs / static_cast<double>(elapsed);
    };

    for (Track &track : m_projects)
        track.isLive = false;
    qint64 together = 0;
    for (const ProjectSummary &project : overview.projects) {
        auto track = m_projects.find(project.id);
        const bool isKnown = track != m_projects.end();
        const qint64 count = isKnown ? counterDifference(track->messages, project.messages)
                                     : project.messages;
        together += count;
        if (!isKnown) {
            if (m_projects.size() >= MaxProjects)
                continue;
            track = m_projects.insert(project.id, {});
        }
        track->messages = project.messages;
        track->isLive = true;
        if (seconds > 0)
            append(track->rates, perSecond(count), seconds);
    }
    for (Track &track : m_projects) {
        if (track.isLive)
            continue;
        track.messages = 0;
        append(track.rates, perSecond(0), seconds);
    }
    if (seconds > 0)
        append(m_all, perSecond(together), seconds);
    dropSilent();
    m_lastMs = nowMs;
    m_hasBaseline = true;
}

void RateHistory::clear()
{
    *this = RateHistory();
}

QList<double> RateHistory::rates(const ProjectId &project, int seconds) const
{
    const QList<double> *known = find(project);
    const qsizetype count = known == nullptr ? 0 : std::min<qsizetype>(known->size(), seconds);
    QList<double> padded(seconds - count, 0.0);
    if (count > 0)
        padded.append(known->last(count));
    return padded;
}

std::optional<double> RateHistory::latest(const ProjectId &project) const
{
    const QList<double> *known = find(project);
    const bool isKnown = known != nullptr && !known->isEmpty() && !std::isnan(known->last());
    return isKnown ? std::optional(known->last()) : std::nullopt;
}

const QList<double> *RateHistory::find(const ProjectId &project) const
{
    if (project.isNull())
        return &m_all;
    const auto track = m_projects.constFind(project);
    return track == m_projects.cend() ? nullptr : &track->rates;
}

void RateHistory::dropSilent()
{
    m_projects.removeIf([](const QHash<ProjectId, Track>::iterator &track) {
        const QList<double> &rates = track->rates;
        return !track->isLive
            && std::all_of(rates.cbegin(), rates.cend(), [](double rate) { return !(rate > 0); });
    });
}

} // namespace broadcaster
