// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/metricssurveys.h"

#include <utility>

namespace broadcaster {

MetricsSurveys::MetricsSurveys(QObject *context, const RoomTable &rooms)
    : m_rooms(rooms)
    , m_steps(context, [this](std::shared_ptr<Survey> &&survey) { goOn(survey); })
{
}

void MetricsSurveys::begin(RoomMetrics counts, Answer answer)
{
    m_surveys.push_back(std::make_shared<Survey>(Survey { std::move(counts), std::move(answer) }));
    m_steps.push(m_surveys.back());
}

void MetricsSurveys::noteGone(const Room &room)
{
    const size_t part = RoomTable::partOf(room.project());
    for (const auto &survey : m_surveys) {
        if (part >= survey->next)
            survey->metrics.gone.add(room.metrics().traffic);
    }
}

void MetricsSurveys::finish()
{
    m_steps.clear();
    while (!m_surveys.empty())
        goOn(std::shared_ptr(m_surveys.front()));
    m_steps.clear();
}

void MetricsSurveys::goOn(const std::shared_ptr<Survey> &survey)
{
    m_rooms.addTo(survey->metrics, survey->next++);
    if (survey->next < RoomTable::PartCount) {
        m_steps.push(survey);
        return;
    }
    std::erase(m_surveys, survey);
    survey->metrics.projects = m_rooms.totals().projects;
    survey->answer(std::move(survey->metrics));
}

} // namespace broadcaster
