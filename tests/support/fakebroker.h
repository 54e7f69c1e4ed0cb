// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/utc.h"
#include "ui/base/console.h"

#include <QtCore/QDateTime>
#include <QtCore/QHash>
#include <QtCore/QPromise>

#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace broadcaster {

template <typename T>
QFuture<T> readyFuture(const T &value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(value);
    promise.finish();
    return promise.future();
}

/// Stands in for the broker behind the window: shows the values that a test sets, and records
/// calls.
class FakeBroker final : public BrokerMonitor, public BrokerControl, public AdminStore {
    Q_OBJECT

public:
    [[nodiscard]] Console console() { return { *this, *this, *this }; }

    // BrokerMonitor
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] const BrokerConfig &config() const override { return shownConfig; }
    [[nodiscard]] QStringList urls() const override { return shownUrls; }
    [[nodiscard]] QFuture<BrokerOverview> overview() override
    {
        ++overviewsAsked;
        return overviewFuture.value_or(readyFuture(shownOverview));
    }
    [[nodiscard]] QFuture<QList<ProjectInfo>> projects() override
    {
        ++projectsAsked;
        return projectsFuture.value_or(readyFuture(shownProjects));
    }
    [[nodiscard]] QFuture<ProjectInfo> project(const ProjectId &project) override
    {
        for (const ProjectInfo &info : std::as_const(shownProjects)) {
            if (info.id == project)
                return readyFuture(info);
        }
        ProjectInfo nothing;
        nothing.id = project;
        return readyFuture(nothing);
    }
    void attachObserver(QObject *observer) override { observers.insert(observer); }
    void detachObserver(QObject *observer) override { observers.remove(observer); }
    [[nodiscard]] QFuture<Result<QList<DeliveryLine>>> delivery(const DeliveryQuery &query) override
    {
        deliveryQueries.append(query);
        return readyFuture(shownDelivery);
    }
    [[nodiscard]] QFuture<Result<Reach>> reach(const ProjectId &, const QByteArray &) override
    {
        return readyFuture(shownReach);
    }
    [[nodiscard]] OperatorState operatorState(const ProjectId &project) const override
    {
        return operators.contains(project) ? OperatorState::Connected : OperatorState::Disconnected;
    }
    [[nodiscard]] bool isDemoRunning() const override { return demoRunning; }

    // BrokerControl
    void start(const BrokerConfig &config) override
    {
        shownConfig = config;
        setState(State::Listening);
    }
    void stop() override { setState(State::Stopped); }
    QFuture<Result<void>> configure(const BrokerConfig &config) override
    {
        if (configureResult) {
            shownConfig = config;
            Q_EMIT configChanged();
        }
        return readyFuture(configureResult);
    }
    QFuture<Result<void>> reloadCertificate() override
    {
        ++certificateReloads;
        return readyFuture(reloadResult);
    }
    void disconnectClient(const ProjectId &project, const ClientId &client) override
    {
        disconnected.append({ project, client });
    }
    void connectOperator(const ProjectId &project) override
    {
        operators.insert(project);
        Q_EMIT operatorChanged(project);
    }
    void disconnectOperator(const ProjectId &project) override
    {
        operators.remove(project);
        Q_EMIT operatorChanged(project);
    }
    QFuture<Result<void>> sendAsOperator(
        const ProjectId &project, const QByteArray &envelope) override
    {
        if (!operators.contains(project))
            connectOperator(project);
        sent.append({ project, envelope });
        return readyFuture(sendResult);
    }
    void setDemoRunning(bool running) override
    {
        demoRunning = running;
        Q_EMIT demoChanged();
    }

    // AdminStore
    QFuture<Result<IssuedApiKey>> issueKey(
        const ProjectId &project, const QString &description, const QString &createdBy) override
    {
        for (const ApiKeyInfo &key : std::as_const(shownKeys)) {
            if (key.project == project)
                return fromStore(Result<IssuedApiKey>(Error {
                    ErrorCode::Conflict, QStringLiteral("the project has an active key") }));
        }
        ApiKeyInfo info;
        info.keyId = ++m_lastKeyId;
        info.project = project;
        info.keyPrefix = QStringLiteral("sa_live_0123");
        info.description = description;
        info.createdBy = createdBy;
        info.createdAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Utc);
        if (!storeError)
            shownKeys.prepend(info);
        return fromStore(Result<IssuedApiKey>(
            IssuedApiKey { info, ApiKey("sa_live_0123456789abcdef0123456789abcdef") }));
    }
    QFuture<Result<QList<ApiKeyInfo>>> activeKeys() override
    {
        return fromStore(Result<QList<ApiKeyInfo>>(shownKeys));
    }
    QFuture<Result<ApiKeyInfo>> revokeKey(const ProjectId &project) override
    {
        for (qsizetype i = 0; i < shownKeys.size(); ++i) {
            if (shownKeys[i].project == project)
                return fromStore(
                    Result<ApiKeyInfo>(storeError ? shownKeys[i] : shownKeys.takeAt(i)));
        }
        return fromStore(
            Result<ApiKeyInfo>(Error { ErrorCode::NotFound, QStringLiteral("no active key") }));
    }
    QFuture<Result<QSet<ProjectId>>> projectsRequiringKey() override
    {
        return fromStore(Result<QSet<ProjectId>>(required));
    }
    QFuture<Result<void>> setKeyRequired(const ProjectId &project, bool isRequired) override
    {
        if (isRequired && !storeError)
            required.insert(project);
        else if (!storeError)
            required.remove(project);
        return fromStore(Result<void>());
    }
    QFuture<Result<QList<ProjectId>>> projectsWithUsage() override
    {
        QList<ProjectId> projects = shownUsage.keys();
        projects.removeAll(ProjectId());
        return fromStore(Result<QList<ProjectId>>(projects));
    }
    QFuture<Result<UsageReport>> usage(const ProjectId &project) override
    {
        return fromStore(Result<UsageReport>(shownUsage.value(project)));
    }

    /// Lets the held calls of AdminStore return.
    void releaseStore()
    {
        holdsStore = false;
        for (const std::function<void()> &finish : std::exchange(m_held, {}))
            finish();
    }

    void setState(State state)
    {
        m_state = state;
        Q_EMIT stateChanged();
    }

    BrokerConfig shownConfig;
    QStringList shownUrls;
    BrokerOverview shownOverview;
    QList<ProjectInfo> shownProjects;
    Result<QList<DeliveryLine>> shownDelivery { QList<DeliveryLine>() };
    Result<Reach> shownReach { Reach() };
    int certificateReloads = 0;
    Result<void> reloadResult;
    Result<void> configureResult;
    Result<void> sendResult;
    QList<ApiKeyInfo> shownKeys;
    QSet<ProjectId> required;
    QHash<ProjectId, UsageReport> shownUsage; ///< The null project: all together.

    std::optional<Error> storeError; ///< The error of every call of AdminStore.
    bool holdsStore = false; ///< Calls of AdminStore return at releaseStore().
    int storeCalls = 0;
    /// Used in place of the shown projects.
    std::optional<QFuture<QList<ProjectInfo>>> projectsFuture;
    int projectsAsked = 0;
    std::optional<QFuture<BrokerOverview>> overviewFuture; ///< Used in place of the shown overview.
    int overviewsAsked = 0;
    QSet<QObject *> observers;
    bool demoRunning = false;
    QSet<ProjectId> operators;
    QList<DeliveryQuery> deliveryQueries;
    QList<std::pair<ProjectId, ClientId>> disconnected;
    QList<std::pair<ProjectId, QByteArray>> sent;

private:
    template <typename T>
    QFuture<Result<T>> fromStore(const Result<T> &result)
    {
        ++storeCalls;
        const Result<T> given = storeError ? Result<T>(*storeError) : result;
        if (!holdsStore)
            return readyFuture(given);
        auto promise = std::make_shared<QPromise<Result<T>>>();
        promise->start();
        m_held.append([promise, given] {
            promise->addResult(given);
            promise->finish();
        });
        return promise->future();
    }

    QList<std::function<void()>> m_held;
    State m_state = State::Stopped;
    qint64 m_lastKeyId = 0;
};

} // namespace broadcaster
