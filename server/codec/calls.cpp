// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/calls.h"

#include "server/codec/wiretypes.h"

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Answered = std::function<void(const Result<QCborValue> &answer)>;

template <AnOperation Op>
void askOne(Console &console, const Principal &caller, const QCborValue &arguments, Answered done)
{
    Op op;
    const Decoding decoding { true, &console.now().config };
    if (const QString fault = Wire<Op>::decode(arguments, op, decoding); !fault.isNull()) {
        done(argumentError(fault));
        return;
    }
    using Answer = typename Op::Answer;
    console.ask<Op>(std::move(op), caller, [done = std::move(done)](const Result<Answer> &answer) {
        if (answer)
            done(Wire<Answer>::encode(*answer));
        else
            done(answer.error());
    });
}

template <AnOperation Op>
QCborValue encodeOne(const Question &question)
{
    return Wire<Op>::encode(*static_cast<const Op *>(question.arguments.get()));
}

template <AnOperation Op>
void answerOne(const Question &question, const Result<QCborValue> &given)
{
    using Answer = typename Op::Answer;
    const auto give = [&](Result<Answer> result) {
        question.reply(std::make_shared<const Result<Answer>>(std::move(result)));
    };
    if (!given)
        return give(given.error());
    Answer answer {};
    if (const QString fault = Wire<Answer>::decode(*given, answer, {}); !fault.isNull())
        return give(Error { ErrorCode::InvalidArgument,
            u"The broker's answer cannot be read: answer%1"_s.arg(fault) });
    give(std::move(answer));
}

template <AnOperation Op>
OperationForm formOfOne()
{
    return { &Op::about, schemaOfFields(Op::fields, SchemaOf::Question),
        Wire<typename Op::Answer>::schema() };
}

struct Call {
    const char *name;
    void (*ask)(Console &, const Principal &, const QCborValue &, Answered);
    QCborValue (*encode)(const Question &);
    void (*answer)(const Question &, const Result<QCborValue> &);
    OperationForm (*form)();
};

template <typename... Ops>
constexpr std::array<Call, sizeof...(Ops)> callsOf(TypeList<Ops...>)
{
    return { Call {
        Ops::about.name, &askOne<Ops>, &encodeOne<Ops>, &answerOne<Ops>, &formOfOne<Ops> }... };
}

constexpr auto Calls = callsOf(Operations());

const Call *findCall(QStringView name) ///< Null: there is no such operation.
{
    const auto *call = std::find_if(Calls.begin(), Calls.end(),
        [name](const Call &each) { return name == QLatin1StringView(each.name); });
    return call == Calls.end() ? nullptr : call;
}

} // namespace

Error argumentError(const QString &fault)
{
    return { ErrorCode::InvalidArgument,
        fault.startsWith(u'.') ? fault.sliced(1) : u"args"_s + fault };
}

void askByName(Console &console, const Principal &caller, const QString &operation,
    const QCborValue &arguments, Answered done)
{
    const Call *call = findCall(operation);
    if (!call)
        done(Error { ErrorCode::NotFound, u"There is no operation of this name."_s });
    else
        call->ask(console, caller, arguments, std::move(done));
}

NamedQuestion nameQuestion(const Question &question)
{
    const Call &call = Calls.at(question.operation);
    return { QLatin1StringView(call.name), call.encode(question) };
}

void answerNamed(const Question &question, const Result<QCborValue> &answer)
{
    Calls.at(question.operation).answer(question, answer);
}

std::optional<OperationForm> formOf(QLatin1StringView operation)
{
    const Call *call = findCall(QString(operation));
    return call ? std::optional(call->form()) : std::nullopt;
}

QStringList operationNames()
{
    QStringList names;
    for (const Call &call : Calls)
        names.append(QLatin1StringView(call.name));
    return names;
}

} // namespace broadcaster
