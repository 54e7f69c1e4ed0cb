// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/consoleprotocol.h"

#include "server/api/limits.h"
#include "server/codec/calls.h"
#include "server/codec/cboritems.h"
#include "server/codec/eventcodec.h"
#include "server/codec/wiretypes.h"

#include <array>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array NamedRights { std::pair("look", Right::Look), std::pair("act", Right::Act),
    std::pair("keys", Right::Keys) };

Error notAFrame(const QString &fault)
{
    return { ErrorCode::InvalidArgument, u"This is not a frame of a console: "_s + fault };
}

/// The map of a frame, or the fault of its bytes.
Result<QCborMap> mapOf(const QByteArray &frame)
{
    QCborParserError fault;
    const QCborValue value = QCborValue::fromCbor(frame, &fault);
    if (fault.error != QCborError::NoError)
        return notAFrame(u"it is not CBOR (%1)"_s.arg(fault.errorString()));
    if (!value.isMap())
        return notAFrame(u"it must be a map"_s);
    if (fault.offset != frame.size())
        return notAFrame(u"there are bytes behind its map"_s);
    return value.toMap();
}

template <typename Call>
bool decodeCall(const ConsoleQuestion &question, std::optional<Result<ConnectionCall>> &taken)
{
    if (question.operation != QLatin1StringView(Call::about.name))
        return false;
    Call call;
    const QCborValue &given = question.arguments;
    const QString fault = Wire<Call>::decode(
        given.isUndefined() ? QCborValue(QCborMap()) : given, call, { true, nullptr });
    if (fault.isNull())
        taken = ConnectionCall(call);
    else
        taken = argumentError(fault);
    return true;
}

template <typename... Calls>
std::optional<Result<ConnectionCall>> decodeCallOf(
    std::type_identity<std::variant<Calls...>>, const ConsoleQuestion &question)
{
    std::optional<Result<ConnectionCall>> taken;
    (void)(decodeCall<Calls>(question, taken) || ...);
    return taken;
}

} // namespace

QStringList namesOfRights(int rights)
{
    QStringList names;
    for (const auto &[name, right] : NamedRights) {
        if ((rights & static_cast<int>(right)) != 0)
            names.append(QLatin1StringView(name));
    }
    return names;
}

int rightsNamed(const QStringList &names)
{
    int rights = 0;
    for (const auto &[name, right] : NamedRights) {
        if (names.contains(QLatin1StringView(name)))
            rights |= static_cast<int>(right);
    }
    return rights;
}

QByteArray encodeFrame(const ConsoleQuestion &question)
{
    return QCborMap { { u"v"_s, question.version }, { u"id"_s, question.id },
        { u"op"_s, question.operation }, { u"args"_s, question.arguments } }
        .toCborValue()
        .toCbor();
}

Result<ConsoleQuestion> decodeQuestion(const QByteArray &frame)
{
    if (hasMoreCborItems(frame, limits::MaxQuestionItems))
        return notAFrame(u"it has more than %1 items of CBOR"_s.arg(limits::MaxQuestionItems));
    const Result<QCborMap> map = mapOf(frame);
    if (!map)
        return map.error();
    QStringList names { u"v"_s, u"id"_s, u"op"_s, u"args"_s };
    for (const auto &[name, value] : *map) {
        if (!names.removeOne(name.toString()))
            return notAFrame(u"it has v, id, op and args, each once, and nothing else"_s);
    }
    const QCborValue id = map->value("id"_L1);
    const QCborValue operation = map->value("op"_L1);
    if (!id.isInteger() || id.toInteger() < 0)
        return notAFrame(u"id must be a whole number, and not negative"_s);
    if (!operation.isString())
        return notAFrame(u"op must be a text"_s);
    return ConsoleQuestion { map->value("v"_L1).toInteger(), id.toInteger(), operation.toString(),
        map->value("args"_L1) };
}

std::optional<Result<ConnectionCall>> connectionCallOf(const ConsoleQuestion &question)
{
    return decodeCallOf(std::type_identity<ConnectionCall>(), question);
}

ConsoleQuestion questionOf(qint64 id, const ConnectionCall &call)
{
    return std::visit(
        [id]<typename Call>(const Call &one) {
            return ConsoleQuestion { ConsoleVersion, id, QLatin1StringView(Call::about.name),
                Wire<Call>::encode(one) };
        },
        call);
}

QByteArray encodeFrame(const ConsoleHello &hello)
{
    return QCborMap { { u"hello"_s, Wire<ConsoleHello>::encode(hello) } }.toCborValue().toCbor();
}

QByteArray encodeFrame(const Event &event)
{
    const NamedEvent named = nameEvent(event);
    return QCborMap { { u"event"_s, named.name }, { u"fields"_s, named.fields } }
        .toCborValue()
        .toCbor();
}

QByteArray encodeFrame(qint64 id, const Result<QCborValue> &answer)
{
    QCborMap map { { u"id"_s, id < 0 ? QCborValue(nullptr) : QCborValue(id) } };
    if (answer)
        map.insert(u"answer"_s, *answer);
    else
        map.insert(u"error"_s, encodeError(answer.error()));
    return map.toCborValue().toCbor();
}

Result<BrokerFrame> decodeBrokerFrame(const QByteArray &frame)
{
    const Result<QCborMap> map = mapOf(frame);
    if (!map)
        return map.error();
    if (const QCborValue given = map->value("hello"_L1); given.isMap()) {
        ConsoleHello hello;
        if (const QString fault = Wire<ConsoleHello>::decode(given, hello, {}); !fault.isNull())
            return notAFrame(u"hello"_s + fault);
        return BrokerFrame(hello);
    }
    if (const QCborValue name = map->value("event"_L1); name.isString()) {
        auto event = eventOf(name.toString(), map->value("fields"_L1));
        return event ? BrokerFrame(*std::move(event)) : BrokerFrame();
    }
    const qint64 id = map->value("id"_L1).toInteger(-1);
    if (const QCborValue error = map->value("error"_L1); error.isMap())
        return BrokerFrame(ConsoleAnswer { id, decodeError(error) });
    if (map->contains("answer"_L1))
        return BrokerFrame(ConsoleAnswer { id, map->value("answer"_L1) });
    return BrokerFrame();
}

} // namespace broadcaster
