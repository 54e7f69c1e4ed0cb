// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/broker/clusterdesk.h"

#include "server/base/post.h"
#include "server/base/tuning.h"
#include "server/codec/calls.h"
#include "server/codec/consoleprotocol.h"
#include "server/codec/wiretypes.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The same frames as between a broker and a console.
template <AnOperation Op>
QByteArray questionFrame(const Op &op)
{
    return encodeFrame(ConsoleQuestion {
        ConsoleVersion, 0, QLatin1StringView(Op::about.name), Wire<Op>::encode(op) });
}

template <AnOperation Op>
std::optional<Result<typename Op::Answer>> answerIn(const QByteArray &frame)
{
    const Result<BrokerFrame> decoded = decodeBrokerFrame(frame);
    const auto *given = decoded ? std::get_if<ConsoleAnswer>(&*decoded) : nullptr;
    if (!given)
        return std::nullopt;
    if (!given->answer)
        return Result<typename Op::Answer>(given->answer.error());
    typename Op::Answer answer {};
    if (!Wire<typename Op::Answer>::decode(*given->answer, answer, {}).isNull())
        return std::nullopt;
    return Result<typename Op::Answer>(std::move(answer));
}

/// Whether brokers ask each other for an operation that the desk answers. Programs that may publish
/// in Redis could ask, too, so those about keys are never among them.
template <AnOperation Op>
constexpr bool IsAskedOfOthers = Op::about.right != Right::Keys;

/// Those of the operations that the desk answers and other brokers may ask for.
template <AnOperation... Ops>
bool mayBeAsked(const QString &operation, const Handlers &desk, TypeList<Ops...>)
{
    return ((IsAskedOfOthers<Ops> && operation == QLatin1StringView(Ops::about.name)
                && desk.has(indexIn<Ops>(Operations())))
        || ...);
}

void add(ProjectInfo &project, const ProjectInfo &elsewhere)
{
    project.clients += elsewhere.clients;
    project.lastActivityMs = std::max(project.lastActivityMs, elsewhere.lastActivityMs);
}

/// Each broker with clients in a project knows the number of all, and counts what its own have
/// sent.
void add(ProjectSummary &project, const ProjectSummary &elsewhere)
{
    project.clients = std::max(project.clients, elsewhere.clients);
    project.lastActivityMs = std::max(project.lastActivityMs, elsewhere.lastActivityMs);
    project.addCounts(elsewhere);
}

/// Adds the projects of other brokers, each to the one of the same name.
template <typename Project>
class ProjectList final {
public:
    explicit ProjectList(const QList<Project> &here)
        : m_projects(here)
    {
        for (qsizetype i = 0; i < m_projects.size(); ++i)
            m_places.insert(m_projects[i].id, i);
    }

    void add(const QList<Project> &elsewhere)
    {
        for (const Project &project : elsewhere) {
            const auto known = m_places.constFind(project.id);
            if (known != m_places.cend()) {
                broadcaster::add(m_projects[*known], project);
            } else {
                m_places.insert(project.id, m_projects.size());
                m_projects.append(project);
            }
        }
    }
    [[nodiscard]] QList<Project> take() { return std::move(m_projects); }

private:
    QList<Project> m_projects;
    QHash<ProjectId, qsizetype> m_places;
};

void sortByTime(ProjectInfo &project)
{
    std::stable_sort(project.clients.begin(), project.clients.end(),
        [](const ClientInfo &a, const ClientInfo &b) { return a.connectedAtMs < b.connectedAtMs; });
}

} // namespace

ClusterDesk::ClusterDesk(LocalConsole &here, ClusterService &cluster)
    : m_here(here)
    , m_cluster(cluster)
{
    m_handlers.serve(*this);
    m_cluster.setAnswerer([this](const QByteArray &question, const ClusterService::Reply &reply) {
        post(this, [this, question, reply] { answerOthers(question, reply); });
    });
}

void ClusterDesk::submit(Question question)
{
    if (m_handlers.has(question.operation))
        LocalConsole::submit(std::move(question));
    else
        m_here.submit(std::move(question));
}

void ClusterDesk::answerOthers(const QByteArray &question, const ClusterService::Reply &reply)
{
    const auto answered = [reply](const Result<QCborValue> &answer) {
        const QByteArray frame = encodeFrame(0, answer);
        reply(frame.size() <= limits::ClusterAnswerBytes
                ? frame
                : encodeFrame(0,
                    Result<QCborValue>(Error { ErrorCode::QueueFull,
                        u"The answer is too large to go from broker to broker."_s })));
    };
    const Result<ConsoleQuestion> asked = decodeQuestion(question);
    if (!asked)
        answered(asked.error());
    else if (!mayBeAsked(asked->operation, m_handlers, Operations()))
        answered(
            Error { ErrorCode::NotAllowed, u"Another broker has no reason to ask for this."_s });
    else
        askByName(m_here, Principal::console(), asked->operation, asked->arguments, answered);
}

template <AnOperation Op>
void ClusterDesk::askOthers(const ProjectId &project, const Op &op, Others<Op> done)
{
    static_assert(IsAskedOfOthers<Op>, "other brokers refuse to answer this");
    m_cluster.ask(
        project, questionFrame(op), this, [done = std::move(done)](const SurveyResult &survey) {
            QList<Result<typename Op::Answer>> answers;
            bool isPartial = survey.isPartial;
            for (const QByteArray &frame : survey.answers) {
                auto answer = answerIn<Op>(frame);
                isPartial = isPartial || !answer
                    || (!*answer && answer->error().code == ErrorCode::QueueFull);
                if (answer)
                    answers.append(std::move(*answer));
            }
            done(answers, isPartial);
        });
}

void ClusterDesk::answer(const ShowProject &op, const Reply<ShowProject> &reply)
{
    m_here.ask<ShowProject>(op, reply.caller(), [this, op, reply](const Result<ProjectInfo> &here) {
        if (!here)
            return reply(here);
        askOthers<ShowProject>(
            op.project, op, [reply, info = *here](const auto &others, bool isPartial) mutable {
                for (const Result<ProjectInfo> &other : others) {
                    if (other)
                        add(info, *other);
                }
                info.isPartial = isPartial;
                sortByTime(info);
                reply(std::move(info));
            });
    });
}

void ClusterDesk::answer(const ShowProjectHealth &op, const Reply<ShowProjectHealth> &reply)
{
    // A broker with clients in the project knows the number of all.
    m_here.ask<ShowProjectHealth>(
        op, reply.caller(), [this, op, reply](const Result<ProjectHealth> &here) {
            if (!here || here->clients > 0)
                return reply(here);
            askOthers<ShowProjectHealth>(
                op.project, op, [reply, health = *here](const auto &others, bool) mutable {
                    for (const Result<ProjectHealth> &other : others) {
                        if (other && other->clients >= health.clients)
                            health = *other;
                    }
                    reply(std::move(health));
                });
        });
}

void ClusterDesk::answer(const ListProjects &op, const Reply<ListProjects> &reply)
{
    m_here.ask<ListProjects>(
        op, reply.caller(), [this, op, reply](const Result<QList<ProjectInfo>> &here) {
            if (!here)
                return reply(here);
            askOthers<ListProjects>(
                {}, op, [reply, here = *here](const auto &others, bool isPartial) {
                    ProjectList<ProjectInfo> all(here);
                    for (const Result<QList<ProjectInfo>> &other : others) {
                        if (other)
                            all.add(*other);
                    }
                    QList<ProjectInfo> projects = all.take();
                    for (ProjectInfo &project : projects) {
                        project.isPartial = isPartial;
                        sortByTime(project);
                    }
                    reply(std::move(projects));
                });
        });
}

void ClusterDesk::answer(const SummarizeProjects &op, const Reply<SummarizeProjects> &reply)
{
    m_here.ask<SummarizeProjects>(
        op, reply.caller(), [this, op, reply](const Result<ProjectSummaries> &here) {
            if (!here)
                return reply(here);
            askOthers<SummarizeProjects>(
                {}, op, [reply, here = here->projects](const auto &others, bool isPartial) {
                    ProjectList<ProjectSummary> all(here);
                    for (const Result<ProjectSummaries> &other : others) {
                        if (other)
                            all.add(other->projects);
                    }
                    reply(ProjectSummaries { all.take(), isPartial });
                });
        });
}

void ClusterDesk::answer(const Explain &op, const Reply<Explain> &reply)
{
    // A broker with clients in the project knows all of them.
    m_here.ask<Explain>(op, reply.caller(), [this, op, reply](const Result<Explanation> &here) {
        const bool isAnswered = here ? here->reach.clients > 0
                                     : here.error().code != ErrorCode::NotFound;
        if (isAnswered)
            return reply(here);
        askOthers<Explain>(op.project, op, [reply, here](const auto &others, bool) {
            for (const Result<Explanation> &other : others) {
                if (other)
                    return reply(other);
            }
            reply(here);
        });
    });
}

void ClusterDesk::answer(const Publish &op, const Reply<Publish> &reply)
{
    m_here.ask<Publish>(op, reply.caller(), [this, op, reply](const Result<Published> &here) {
        if (!here)
            return reply(here); // The envelope is at fault.
        askOthers<Publish>(
            op.project, op, [reply, sum = *here](const auto &others, bool isPartial) mutable {
                for (const Result<Published> &other : others) {
                    sum.delivered += other ? other->delivered : 0;
                    sum.mirrored += other ? other->mirrored : 0;
                }
                sum.isPartial = isPartial;
                reply(sum);
            });
    });
}

void ClusterDesk::answer(const DisconnectClient &op, const Reply<DisconnectClient> &reply)
{
    m_here.ask<DisconnectClient>(op, reply.caller(), [this, op, reply](const Result<Done> &here) {
        if (here || here.error().code != ErrorCode::NotFound)
            return reply(here);
        askOthers<DisconnectClient>(
            op.project, op, [reply, here](const auto &others, bool isPartial) {
                for (const Result<Done> &other : others) {
                    if (other)
                        return reply(Done());
                }
                if (isPartial)
                    return reply(Error { ErrorCode::NotFound,
                        u"No broker that has answered has this client; some have not answered"_s });
                reply(here);
            });
    });
}

template <AnOperation Op>
void ClusterDesk::changeKeys(const Op &op, const Reply<Op> &reply)
{
    m_here.ask<Op>(op, reply.caller(), [this, reply](const Answered<Op> &answer) {
        if (answer)
            m_cluster.tellKeysChanged();
        reply(answer);
    });
}

void ClusterDesk::answer(const IssueKey &op, const Reply<IssueKey> &reply)
{
    changeKeys<IssueKey>(op, reply);
}

void ClusterDesk::answer(const RevokeKey &op, const Reply<RevokeKey> &reply)
{
    changeKeys<RevokeKey>(op, reply);
}

void ClusterDesk::answer(const SetKeyRequired &op, const Reply<SetKeyRequired> &reply)
{
    changeKeys<SetKeyRequired>(op, reply);
}

} // namespace broadcaster
