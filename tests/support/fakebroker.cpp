// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "tests/support/fakebroker.h"

#include "server/api/utc.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

FakeBroker::FakeBroker()
{
    answerLife();
    answerFigures();
    answerConsoleClients();
    answerKeys();
    answerUsage();
}

void FakeBroker::submit(Question question)
{
    ++m_asked.at(question.operation);
    LocalConsole::submit(std::move(question));
}

void FakeBroker::start(const BrokerConfig &config)
{
    shownConfig = config;
    setState(BrokerState::Listening);
}

void FakeBroker::configure(const BrokerConfig &config)
{
    tell(ConfigChanged { config, shownUrls });
}

void FakeBroker::releaseStore()
{
    holdsStore = false;
    for (const std::function<void()> &finish : std::exchange(m_held, {}))
        finish();
}

template <AnOperation Op, typename Answer>
void FakeBroker::onStore(Answer answer)
{
    m_handlers.on<Op>([this, answer](const Op &op, const Reply<Op> &reply) {
        ++storeCalls;
        const Result<typename Op::Answer> given(answer(op));
        const Result<typename Op::Answer> shown = storeError
            ? Result<typename Op::Answer>(*storeError)
            : given;
        const auto finish = [reply, shown] { reply(shown); };
        if (holdsStore)
            m_held.append(finish);
        else
            finish();
    });
}

void FakeBroker::answerLife()
{
    m_handlers.on<StartBroker>([this](const StartBroker &op) {
        if (op.isPortForThisRun)
            m_now.usualPort = shownConfig.port;
        start(op.config);
        return Done();
    });
    m_handlers.on<StopBroker>([this](const StopBroker &) {
        stop();
        return Done();
    });
    m_handlers.on<Configure>([this](const Configure &op) {
        if (configureResult)
            configure(op.config);
        return configureResult;
    });
    m_handlers.on<ReloadCertificate>([this](const ReloadCertificate &) { return reloadResult; });
    m_handlers.on<SetDemoRunning>([this](const SetDemoRunning &op) {
        setDemoRunning(op.running);
        return Done();
    });
}

void FakeBroker::answerFigures()
{
    m_handlers.on<Overview>([this](const Overview &) { return shownOverview; });
    m_handlers.on<ShowCluster>([this](const ShowCluster &) { return shownCluster; });
    m_handlers.on<ListProjects>([this](const ListProjects &) { return shownProjects; });
    m_handlers.on<ShowProject>([this](const ShowProject &op) {
        const auto found = std::find_if(shownProjects.cbegin(), shownProjects.cend(),
            [&op](const ProjectInfo &info) { return info.id == op.project; });
        return found == shownProjects.cend() ? ProjectInfo { op.project, 0, {} } : *found;
    });
    m_handlers.on<ShowDelivery>([this](const ShowDelivery &op) {
        deliveryQueries.append(op.query);
        return shownDelivery;
    });
    m_handlers.on<Explain>([this](const Explain &) { return shownExplanation; });
    m_handlers.on<DisconnectClient>([this](const DisconnectClient &op) {
        disconnected.append({ op.project, op.client });
        return Done();
    });
}

void FakeBroker::connectConsoleClient(const ProjectId &project)
{
    consoleClients.insert(project);
    tell(ConsoleClientChanged { project, ConsoleClientState::Connected });
}

void FakeBroker::answerConsoleClients()
{
    m_handlers.on<ConnectConsoleClient>([this](const ConnectConsoleClient &op) {
        connectConsoleClient(op.project);
        return Done();
    });
    m_handlers.on<DisconnectConsoleClient>([this](const DisconnectConsoleClient &op) {
        consoleClients.remove(op.project);
        tell(ConsoleClientChanged { op.project, ConsoleClientState::Disconnected });
        return Done();
    });
    m_handlers.on<SendFromConsoleClient>([this](const SendFromConsoleClient &op) {
        if (!consoleClients.contains(op.project))
            connectConsoleClient(op.project);
        sent.append({ op.project, op.envelope });
        return sendResult;
    });
}

Result<IssuedApiKey> FakeBroker::issue(const IssueKey &op)
{
    const bool hasKey = std::any_of(shownKeys.cbegin(), shownKeys.cend(),
        [&op](const ApiKeyInfo &key) { return key.project == op.project; });
    if (hasKey)
        return Error { ErrorCode::Conflict, u"the project has an active key"_s };
    ApiKeyInfo info;
    info.keyId = ++m_lastKeyId;
    info.project = op.project;
    info.keyPrefix = u"sa_live_0123"_s;
    info.description = op.description;
    info.createdBy = op.createdBy;
    info.createdAt = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, Utc);
    if (!storeError)
        shownKeys.prepend(info);
    return IssuedApiKey { info, ApiKey("sa_live_0123456789abcdef0123456789abcdef") };
}

Result<ApiKeyInfo> FakeBroker::revoke(const ProjectId &project)
{
    for (qsizetype i = 0; i < shownKeys.size(); ++i) {
        if (shownKeys[i].project == project)
            return storeError ? shownKeys[i] : shownKeys.takeAt(i);
    }
    return Error { ErrorCode::NotFound, u"no active key"_s };
}

void FakeBroker::answerKeys()
{
    onStore<IssueKey>([this](const IssueKey &op) { return issue(op); });
    onStore<ListKeys>([this](const ListKeys &) { return shownKeys; });
    onStore<RevokeKey>([this](const RevokeKey &op) { return revoke(op.project); });
    onStore<ListProjectsRequiringKey>(
        [this](const ListProjectsRequiringKey &) { return required; });
    onStore<SetKeyRequired>([this](const SetKeyRequired &op) {
        if (op.required && !storeError)
            required.insert(op.project);
        else if (!storeError)
            required.remove(op.project);
        return KeyRequirement { op.project, op.required };
    });
}

void FakeBroker::answerUsage()
{
    onStore<ListCountedProjects>([this](const ListCountedProjects &) {
        QList<ProjectId> projects = shownUsage.keys();
        projects.removeAll(ProjectId());
        return projects;
    });
    onStore<ShowUsage>([this](const ShowUsage &op) { return shownUsage.value(op.project); });
}

} // namespace broadcaster
