// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
//
// Questions that other threads answer. The rest of Broker is in broker.cpp.
#include "server/broker/broker.h"

#include "server/base/brokerpromise.h"
#include "server/base/post.h"
#include "server/broker/overviewreader.h"
#include "server/gateway/gateway.h"
#include "server/rooms/workerpool.h"
#include "server/store/apikeystore.h"
#include "server/store/database.h"
#include "server/store/usagestore.h"
#include "server/usage/usagemeter.h"

#include <QtCore/QDateTime>

namespace broadcaster {

/// Calls `ask(done)` and passes the arguments of `done`, on this thread, to a future; or
/// `otherwise` if the broker is not Listening.
template <typename T, typename Ask>
QFuture<T> Broker::answerOr(const T &otherwise, Ask ask)
{
    if (m_state != State::Listening)
        return ready(otherwise);
    auto promise = startedPromise<T>();
    ask([promise](const T &answer) { fulfil(*promise, answer); });
    return promise->future();
}

QFuture<QList<ProjectInfo>> Broker::projects()
{
    return answerOr<QList<ProjectInfo>>(
        {}, [this](auto done) { m_rooms->projects(this, std::move(done)); });
}

QFuture<ProjectInfo> Broker::project(const ProjectId &project)
{
    return answerOr<ProjectInfo>(
        { project, 0, {} }, [&](auto done) { m_rooms->project(project, this, std::move(done)); });
}

QFuture<BrokerOverview> Broker::overview()
{
    return answerOr<BrokerOverview>({}, [this](auto done) {
        readOverview({ this, m_rooms.get(), m_gateway.get(), m_database.get(), m_meter.get() },
            std::move(done));
    });
}

void Broker::ping(std::function<void()> answered)
{
    const int ping = m_pings.add(std::move(answered));
    if (!m_gateway) {
        m_pings.answer(ping);
        return;
    }
    m_rooms->totals(this, [this, ping](ProjectDirectory::Totals) {
        if (m_pings.contains(ping))
            post(m_gateway.get(),
                [this, ping] { post(this, [this, ping] { m_pings.answer(ping); }); });
    });
}

void Broker::attachObserver(QObject *observer)
{
    if (m_observers.contains(observer))
        return;
    m_observers.insert(observer);
    connect(observer, &QObject::destroyed, this, &Broker::detachObserver);
    if (m_rooms)
        m_rooms->attachObserver(reinterpret_cast<ObserverId>(observer));
}

void Broker::detachObserver(QObject *observer)
{
    if (!m_observers.remove(observer))
        return;
    disconnect(observer, &QObject::destroyed, this, &Broker::detachObserver);
    if (m_rooms)
        m_rooms->detachObserver(reinterpret_cast<ObserverId>(observer));
}

void Broker::onTrafficSampled(
    int run, const TrafficBatchPointer &batch, const std::function<void()> &taken)
{
    if (!m_observers.isEmpty())
        Q_EMIT trafficArrived(batch);
    // Otherwise a receiver's event loop outlived the rooms that the batch came from.
    if (m_rooms && run == m_run)
        taken();
}

QFuture<Result<QList<DeliveryLine>>> Broker::delivery(const DeliveryQuery &query)
{
    return answerOr<Result<QList<DeliveryLine>>>(
        stoppedError(), [&](auto done) { m_rooms->delivery(query, this, std::move(done)); });
}

QFuture<Result<Reach>> Broker::reach(const ProjectId &project, const QByteArray &envelope)
{
    return answerOr<Result<Reach>>(stoppedError(),
        [&](auto done) { m_rooms->reach(project, envelope, this, std::move(done)); });
}

/// Runs a job of the store and passes its result to a future on this thread.
template <typename T, typename Job>
QFuture<Result<T>> Broker::askStore(Job job)
{
    return answerOr<Result<T>>(
        stoppedError(), [&](auto done) { m_database->run(this, std::move(job), std::move(done)); });
}

QFuture<Result<IssuedApiKey>> Broker::issueKey(
    const ProjectId &project, const QString &description, const QString &createdBy)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    return askStore<IssuedApiKey>([=](SqlConnection &connection) {
        return ApiKeyStore(connection).issue(project, description, createdBy, now);
    });
}

QFuture<Result<QList<ApiKeyInfo>>> Broker::activeKeys()
{
    return askStore<QList<ApiKeyInfo>>(
        [](SqlConnection &connection) { return ApiKeyStore(connection).activeKeys(); });
}

/// The same for a call of the gateway, which the HTTP interface makes as well.
template <typename T, typename Call>
QFuture<Result<T>> Broker::askGateway(Call call)
{
    return answerOr<Result<T>>(stoppedError(), [&](auto done) {
        post(m_gateway.get(), [this, gateway = m_gateway.get(), call, done]() mutable {
            call(gateway->access(), [this, done](const Result<T> &result) {
                post(this, [done, result] { done(result); });
            });
        });
    });
}

QFuture<Result<ApiKeyInfo>> Broker::revokeKey(const ProjectId &project)
{
    return askGateway<ApiKeyInfo>([project](AccessControl &access, auto done) {
        access.revokeKey(project, std::move(done));
    });
}

QFuture<Result<QSet<ProjectId>>> Broker::projectsRequiringKey()
{
    return askStore<QSet<ProjectId>>(
        [](SqlConnection &connection) { return ApiKeyStore(connection).projectsRequiringKey(); });
}

QFuture<Result<void>> Broker::setKeyRequired(const ProjectId &project, bool required)
{
    return askGateway<void>([project, required](AccessControl &access, auto done) {
        access.setRequired(project, required, std::move(done));
    });
}

QFuture<Result<QList<ProjectId>>> Broker::projectsWithUsage()
{
    return askStore<QList<ProjectId>>(
        [](SqlConnection &connection) { return UsageStore(connection).projects(); });
}

QFuture<Result<UsageReport>> Broker::usage(const ProjectId &project)
{
    return answerOr<Result<UsageReport>>(stoppedError(), [&](auto done) {
        m_meter->report(this, project, QDateTime::currentDateTimeUtc().date(), std::move(done));
    });
}

} // namespace broadcaster
