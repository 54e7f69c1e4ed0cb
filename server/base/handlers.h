// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

#include <array>
#include <functional>
#include <memory>
#include <utility>

namespace broadcaster {

/// Where a handler puts its answer, once.
template <AnOperation Op>
class Reply final {
public:
    explicit Reply(Question question)
        : m_question(std::make_shared<const Question>(std::move(question)))
    {
    }
    void operator()(Result<typename Op::Answer> answer) const
    {
        m_question->reply(std::make_shared<const Result<typename Op::Answer>>(std::move(answer)));
    }
    [[nodiscard]] const Principal &caller() const { return m_question->caller; }

private:
    std::shared_ptr<const Question> m_question;
};

/// A function for each operation. Not changed while questions come.
class Handlers final {
public:
    /// `answer(const Op &, Reply<Op>)`, or `answer(const Op &)` for one that knows it at once.
    template <AnOperation Op, typename Answer>
    void on(Answer answer)
    {
        m_handlers[indexIn<Op>(Operations())] = [answer](Question question) {
            const auto op = std::static_pointer_cast<const Op>(question.arguments);
            const Reply<Op> reply(std::move(question));
            if constexpr (std::is_invocable_v<Answer, const Op &, const Reply<Op> &>)
                answer(*op, reply);
            else
                reply(answer(*op));
        };
    }
    /// Every `service.answer(const Op &, const Reply<Op> &)`.
    template <typename Service>
    void serve(Service &service)
    {
        serve(service, Operations());
    }
    /// Whether each operation has an answer() in just one of the services: for a static_assert.
    template <typename... Services>
    [[nodiscard]] static consteval bool complete()
    {
        return complete<Services...>(Operations());
    }

    [[nodiscard]] bool has(size_t operation) const { return m_handlers[operation] != nullptr; }
    /// REQUIRES: has(question.operation)
    void handle(Question question) const { m_handlers[question.operation](std::move(question)); }

private:
    template <typename Service, typename Op>
    static constexpr bool Answers = requires(Service &service, const Op &op, const Reply<Op> &reply)
    {
        service.answer(op, reply);
    };

    template <typename Service, typename... Ops>
    void serve(Service &service, TypeList<Ops...>)
    {
        const auto add = [&]<typename Op>(std::type_identity<Op>) {
            if constexpr (Answers<Service, Op>)
                on<Op>([&service](
                           const Op &op, const Reply<Op> &reply) { service.answer(op, reply); });
        };
        (add(std::type_identity<Ops>()), ...);
    }
    template <typename... Services, typename... Ops>
    static consteval bool complete(TypeList<Ops...>)
    {
        return (isAnsweredOnce<Ops, Services...>() && ...);
    }
    template <typename Op, typename... Services>
    static consteval bool isAnsweredOnce()
    {
        static_assert((int { Answers<Services, Op> } + ...) == 1, "no answer(), or several");
        return true;
    }

    std::array<std::function<void(Question)>, Operations::Size> m_handlers;
};

/// Answers an error, whatever was asked.
void refuse(const Question &question, const Error &error);

/// Answers from handlers, on its own thread, if the caller has the right.
class LocalConsole : public Console {
public:
    void submit(Question question) override;

protected:
    Handlers m_handlers;
};

} // namespace broadcaster
