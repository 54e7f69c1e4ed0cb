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
    Survey &asking = *found->second;
    asking.isAsked = brokers.has_value();
    for (const BrokerId broker : brokers.value_or(std::vector<BrokerId>())) {
        if (m_asked[broker] >= limits::ClusterSurveysOfBroker) {
            asking.result.isPartial = true;
        } else if (asking.missing.insert(broker).second) {
            ++m_asked[broker];
            m_send(broker, survey, question);
        }
    }
    if (asking.missing.empty())
        end(survey);
}

bool ClusterSurveys::settle(Survey &survey, BrokerId broker)
{
    if (survey.missing.erase(broker) == 0)
        return false;
    if (const auto asked = m_asked.find(broker); --asked->second == 0)
        m_asked.erase(asked);
    return true;
}

void ClusterSurveys::answered(quint64 survey, BrokerId from, const QByteArray &answer)
{
    const auto found = m_surveys.find(survey);
    if (found == m_surveys.end() || !settle(*found->second, from))
        return;
    found->second->result.answers.append(answer);
    if (found->second->missing.empty())
        end(survey);
}

void ClusterSurveys::lose(BrokerId broker)
{
    std::vector<quint64> ended;
    for (const auto &[number, survey] : m_surveys) {
        if (!settle(*survey, broker))
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
    while (!ended->missing.empty())
        (void)settle(*ended, *ended->missing.begin());
    ended->done(ended->result);
}

} // namespace broadcaster
