// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clustersurveys.h"

#include "server/base/tuning.h"

namespace broadcaster {

quint64 ClusterSurveys::begin(Done done)
{
    if (m_surveys.size() >= limits::MaxClusterSurveys) {
        done({ {}, true });
        return 0;
    }
    const quint64 number = ++m_last;
    auto survey = std::make_unique<Survey>(m_deadlines, std::move(done));
    survey->deadline.arm(limits::ClusterAnswerTimeout, [this, number] { end(number); });
    m_surveys.emplace(number, std::move(survey));
    return number;
}

void ClusterSurveys::ask(
    quint64 survey, const std::optional<std::vector<BrokerId>> &brokers, const QByteArray &question)
{
    const auto found = m_surveys.find(survey);
    if (found == m_surveys.end())
        return; // Its time is over.
    found->second->isAsked = brokers.has_value();
    if (brokers)
        found->second->missing.insert(brokers->begin(), brokers->end());
    if (found->second->missing.empty()) {
        end(survey);
        return;
    }
    for (const BrokerId broker : *brokers)
        m_send(broker, survey, question);
}

void ClusterSurveys::answered(quint64 survey, BrokerId from, const QByteArray &answer)
{
    const auto found = m_surveys.find(survey);
    if (found == m_surveys.end() || found->second->missing.erase(from) == 0)
        return;
    found->second->result.answers.append(answer);
    if (found->second->missing.empty())
        end(survey);
}

void ClusterSurveys::lose(BrokerId broker)
{
    std::vector<quint64> ended;
    for (const auto &[number, survey] : m_surveys) {
        if (survey->missing.erase(broker) == 0)
            continue;
        survey->result.isPartial = true;
        if (survey->missing.empty())
            ended.push_back(number);
    }
    for (const quint64 number : ended)
        end(number);
}

void ClusterSurveys::endAll()
{
    while (!m_surveys.empty())
        end(m_surveys.begin()->first);
}

void ClusterSurveys::end(quint64 survey)
{
    const auto found = m_surveys.find(survey);
    const std::unique_ptr<Survey> ended = std::move(found->second);
    m_surveys.erase(found);
    ended->result.isPartial = ended->result.isPartial || !ended->isAsked || !ended->missing.empty();
    ended->done(ended->result);
}

} // namespace broadcaster
