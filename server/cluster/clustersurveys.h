// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/cluster/brokerid.h"
#include "server/net/timerqueue.h"

#include <QtCore/QByteArray>

#include <map>
#include <memory>
#include <set>

namespace broadcaster {

/// The answers of other brokers to a question.
struct SurveyResult {
    QList<QByteArray> answers;
    bool isPartial = false; ///< Some broker was not asked, or has not answered in time.
};

/// Questions to other brokers whose answers are awaited. Belongs to the cluster's thread.
class ClusterSurveys final {
public:
    using Done = std::function<void(const SurveyResult &result)>;

    explicit ClusterSurveys(TimerQueue &deadlines)
        : m_deadlines(deadlines)
    {
    }
    Q_DISABLE_COPY_MOVE(ClusterSurveys)

    /// Returns the number for the questions. 0: too many are under way, or nobody is asked; `done`
    /// has been called.
    quint64 begin(const std::vector<BrokerId> &brokers, Done done);
    void answered(quint64 survey, BrokerId from, const QByteArray &answer);
    /// The broker will not answer any more.
    void lose(BrokerId broker);
    void endAll();

private:
    struct Survey {
        Survey(TimerQueue &deadlines, Done whenDone)
            : deadline(deadlines)
            , done(std::move(whenDone))
        {
        }
        std::set<BrokerId> missing;
        SurveyResult result;
        TimerQueue::Handle deadline;
        Done done;
    };

    void end(quint64 survey);

    TimerQueue &m_deadlines;
    std::map<quint64, std::unique_ptr<Survey>> m_surveys;
    quint64 m_last = 0;
};

} // namespace broadcaster
