// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerid.h"
#include "server/net/timerqueue.h"

#include <QtCore/QByteArray>

#include <map>
#include <memory>
#include <optional>
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

    /// `send` sends the question with that number to a broker.
    using Send = std::function<void(BrokerId broker, quint64 survey, const QByteArray &question)>;
    ClusterSurveys(TimerQueue &deadlines, Send send)
        : m_deadlines(deadlines)
        , m_send(std::move(send))
    {
    }
    Q_DISABLE_COPY_MOVE(ClusterSurveys)

    /// Begins the time for the answers. 0: too many questions are under way, and `done` was called.
    quint64 begin(Done done);
    /// Asks these brokers; nothing: it is not known whom to ask.
    void ask(quint64 survey, const std::optional<std::vector<BrokerId>> &brokers,
        const QByteArray &question);
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
        bool isAsked = false;
        SurveyResult result;
        TimerQueue::Handle deadline;
        Done done;
    };

    /// False: no answer of the broker is awaited.
    [[nodiscard]] bool settle(Survey &survey, BrokerId broker);
    void end(quint64 survey);

    TimerQueue &m_deadlines;
    const Send m_send;
    std::map<quint64, std::unique_ptr<Survey>> m_surveys;
    std::map<BrokerId, int> m_asked; ///< Answers that are awaited of each broker.
    quint64 m_last = 0;
};

} // namespace broadcaster
