// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/handlers.h"
#include "server/cluster/clusterservice.h"

namespace broadcaster {

/// Answers questions that concern several brokers: asks its own, then the others, and joins the
/// answers. All other questions go to its own broker. Lives on that broker's thread.
class ClusterDesk final : public LocalConsole {
    Q_OBJECT

public:
    /// Both outlive the desk.
    ClusterDesk(LocalConsole &here, ClusterService &cluster);

    void submit(Question question) override;
    void attachObserver(QObject *) override { }
    void detachObserver(QObject *) override { }

    void answer(const ShowProject &op, const Reply<ShowProject> &reply);
    void answer(const ShowProjectHealth &op, const Reply<ShowProjectHealth> &reply);
    void answer(const ListProjects &op, const Reply<ListProjects> &reply);
    void answer(const SummarizeProjects &op, const Reply<SummarizeProjects> &reply);
    void answer(const Explain &op, const Reply<Explain> &reply);
    void answer(const Publish &op, const Reply<Publish> &reply);
    void answer(const DisconnectClient &op, const Reply<DisconnectClient> &reply);
    void answer(const IssueKey &op, const Reply<IssueKey> &reply);
    void answer(const RevokeKey &op, const Reply<RevokeKey> &reply);
    void answer(const SetKeyRequired &op, const Reply<SetKeyRequired> &reply);

private:
    /// Answers of the brokers that have answered.
    template <AnOperation Op>
    using Others = std::function<void(const QList<Result<typename Op::Answer>> &, bool isPartial)>;
    template <AnOperation Op>
    void askOthers(const ProjectId &project, const Op &op, Others<Op> done);
    /// Asks this broker, and has the others look at the database when it has succeeded.
    template <AnOperation Op>
    void changeKeys(const Op &op, const Reply<Op> &reply);
    void answerOthers(const QByteArray &question, const ClusterService::Reply &reply);

    LocalConsole &m_here;
    ClusterService &m_cluster;
};

} // namespace broadcaster
