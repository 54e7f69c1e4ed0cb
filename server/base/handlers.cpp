// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/base/handlers.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

template <AnOperation Op>
void refuseOne(const Question &question, const Error &error)
{
    const Reply<Op> reply(question);
    reply(error);
}

template <typename... Ops>
void refuseOneOf(TypeList<Ops...>, const Question &question, const Error &error)
{
    static constexpr std::array Refusals { &refuseOne<Ops>... };
    Refusals[question.operation](question, error);
}

} // namespace

void refuse(const Question &question, const Error &error)
{
    refuseOneOf(Operations(), question, error);
}

void LocalConsole::submit(Question question)
{
    if (!question.caller.may(question.right, question.project))
        refuse(question,
            { ErrorCode::NotAllowed,
                question.right == Right::Look ? u"This needs another key."_s
                                              : u"This needs the service key."_s });
    else if (!m_handlers.has(question.operation))
        refuse(question, stoppedError());
    else
        m_handlers.handle(std::move(question));
}

} // namespace broadcaster
