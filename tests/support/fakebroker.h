// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/handlers.h"

#include <functional>
#include <optional>
#include <utility>

namespace broadcaster {

/// Stands in for the broker behind the window: shows what a test sets, notes what it is told. Each
/// operation is answered by one function, which a test can replace by handlers().
class FakeBroker final : public LocalConsole {
    Q_OBJECT

public:
    FakeBroker();

    using Console::setLink;
    using Console::tell;
    void submit(Question question) override;
    void attachObserver(QObject *observer) override { observers.insert(observer); }
    void detachObserver(QObject *observer) override { observers.remove(observer); }
    [[nodiscard]] Handlers &handlers() { return m_handlers; }
    /// How often an operation was asked for.
    template <AnOperation Op>
    [[nodiscard]] int asked() const
    {
        return m_asked[indexIn<Op>(Operations())];
    }

    void start(const BrokerConfig &config);
    void stop() { setState(BrokerState::Stopped); }
    void configure(const BrokerConfig &config);
    void setState(BrokerState state) { tell(StateChanged { state, shownUrls }); }
    void setDemoRunning(bool running) { tell(DemoChanged { running }); }
    /// Lets the answers of the database that were held return.
    void releaseStore();

    BrokerConfig &shownConfig = m_now.config;
    QStringList &shownUrls = m_now.urls;
    const bool &demoRunning = m_now.isDemoRunning;
    BrokerOverview shownOverview;
    ClusterInfo shownCluster;
    QList<ProjectInfo> shownProjects;
    Result<QList<DeliveryLine>> shownDelivery { QList<DeliveryLine>() };
    Result<Explanation> shownExplanation { Explanation() };
    Result<Done> reloadResult { Done() };
    Result<Done> configureResult { Done() };
    Result<Done> sendResult { Done() };
    QList<ApiKeyInfo> shownKeys;
    QSet<ProjectId> required;
    QHash<ProjectId, UsageReport> shownUsage; ///< The null project: all together.

    std::optional<Error> storeError; ///< Error of every answer that needs the database.
    bool holdsStore = false; ///< Answers that need the database return at releaseStore().
    int storeCalls = 0;
    QSet<QObject *> observers;
    QSet<ProjectId> consoleClients;
    QList<DeliveryQuery> deliveryQueries;
    QList<std::pair<ProjectId, ClientId>> disconnected;
    QList<std::pair<ProjectId, QByteArray>> sent;

private:
    void answerLife();
    void answerFigures();
    void answerConsoleClients();
    void answerKeys();
    void answerUsage();
    void connectConsoleClient(const ProjectId &project);
    [[nodiscard]] Result<IssuedApiKey> issue(const IssueKey &op);
    [[nodiscard]] Result<ApiKeyInfo> revoke(const ProjectId &project);
    /// As Handlers::on(), for an operation that needs the database.
    template <AnOperation Op, typename Answer>
    void onStore(Answer answer);

    QList<std::function<void()>> m_held;
    std::array<int, Operations::Size> m_asked {};
    qint64 m_lastKeyId = 0;
};

} // namespace broadcaster
