// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/eventcodec.h"

#include "server/codec/wiretypes.h"

namespace broadcaster {

namespace {

template <typename One>
bool decodeIf(const QString &name, const QCborValue &fields, std::optional<Event> &event)
{
    if (name != QLatin1StringView(One::about.name))
        return false;
    One one;
    if (Wire<One>::decode(fields, one, {}).isNull())
        event = std::move(one);
    return true;
}

template <typename... Ones>
std::optional<Event> decodeOneOf(
    std::type_identity<std::variant<Ones...>>, const QString &name, const QCborValue &fields)
{
    std::optional<Event> event;
    (void)(decodeIf<Ones>(name, fields, event) || ...);
    return event;
}

} // namespace

NamedEvent nameEvent(const Event &event)
{
    return std::visit(
        []<typename One>(const One &one) {
            return NamedEvent { QLatin1StringView(One::about.name), Wire<One>::encode(one) };
        },
        event);
}

std::optional<Event> eventOf(const QString &name, const QCborValue &fields)
{
    return decodeOneOf(std::type_identity<Event>(), name, fields);
}

} // namespace broadcaster
