// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/done.h"
#include "server/api/events.h"
#include "server/api/limits.h"

#include <QtCore/QCborValue>

namespace broadcaster {

// The frames between a broker and a console elsewhere (docs/console-protocol.md).

inline constexpr char ConsoleSubprotocol[] = "broadcaster-console.v1";
inline constexpr qint64 ConsoleVersion = 1;

/// The broker's first frame.
struct ConsoleHello {
    qint64 version = ConsoleVersion;
    QString program; ///< Version of the broker's program.
    QString name; ///< Name of the broker's machine.
    BrokerState state = BrokerState::Stopped;
    QStringList rights; ///< Rights of this console: "look", "act", "keys".
    QStringList operations; ///< Names of the operations that the broker knows.

    static constexpr FieldInfo fields[] { field<&ConsoleHello::version>(
                                              "version", "Version of the frames"),
        field<&ConsoleHello::program>("program", "Version of the program"),
        field<&ConsoleHello::name>("name", "Name of the machine"),
        field<&ConsoleHello::state>("state", "State of the broker"),
        field<&ConsoleHello::rights>("rights", "Rights of this console"),
        field<&ConsoleHello::operations>("operations", "Operations that the broker knows") };
};

/// Values of Right, added up, as names in ConsoleHello::rights, and back. Unknown names count for
/// nothing.
[[nodiscard]] QStringList namesOfRights(int rights);
[[nodiscard]] int rightsNamed(const QStringList &names);

// Calls that a console's own connection answers. All others are operations.

/// Sends traffic from now on, in place of an earlier WatchTraffic. Fails with InvalidArgument when
/// the filter has a fault, or asks for what comes after a message, such as its reply.
struct WatchTraffic {
    QString filter; ///< In the language of docs/filter.md; null: all messages.
    ProjectId project; ///< Null: all projects.
    qint64 batchesPerSecond = limits::ConsoleBatchesPerSecond; ///< 1 to the default.
    qint64 bytesPerSecond = limits::DefaultConsoleBytesPerSecond;

    using Answer = Done;
    static constexpr About about { "watchTraffic", Right::Look, "Sends traffic from now on." };
    static constexpr FieldInfo fields[] { optionalField<&WatchTraffic::filter>(
                                              "filter", "Only messages that match"),
        optionalField<&WatchTraffic::project>("projectId", "Only of this project"),
        optionalField<&WatchTraffic::batchesPerSecond>("batchesPerSecond", "At most"),
        optionalField<&WatchTraffic::bytesPerSecond>("bytesPerSecond", "At most") };
};

struct StopWatching {
    using Answer = Done;
    static constexpr About about { "stopWatching", Right::Look, "Sends no more traffic." };
    static constexpr NoFields fields {};
};

/// The whole of a message of which only the beginning was sent. Fails with NotFound when the broker
/// no longer has it.
struct FetchMessage {
    quint64 number = 0; ///< TrafficRecord::number

    using Answer = QByteArray;
    static constexpr About about { "fetchMessage", Right::Look, "The whole of a large message." };
    static constexpr FieldInfo fields[] { field<&FetchMessage::number>("number", "Its number") };
};

/// A frame from a console: `{v, id, op, args}`.
struct ConsoleQuestion {
    qint64 version = ConsoleVersion;
    qint64 id = 0; ///< Chosen by the console; comes back with the answer.
    QString operation;
    QCborValue arguments;
};
[[nodiscard]] QByteArray encodeFrame(const ConsoleQuestion &question);
/// Fails with InvalidArgument.
[[nodiscard]] Result<ConsoleQuestion> decodeQuestion(const QByteArray &frame);

using ConnectionCall = std::variant<WatchTraffic, StopWatching, FetchMessage>;
/// Nothing for another name; the fault of its arguments.
[[nodiscard]] std::optional<Result<ConnectionCall>> connectionCallOf(
    const ConsoleQuestion &question);
[[nodiscard]] ConsoleQuestion questionOf(qint64 id, const ConnectionCall &call);

/// A frame from a broker: `{hello}`, `{event, fields}`, `{id, answer}` or `{id, error}`.
[[nodiscard]] QByteArray encodeFrame(const ConsoleHello &hello);
[[nodiscard]] QByteArray encodeFrame(const Event &event);
/// `id` is negative for the fault of a frame that has none.
[[nodiscard]] QByteArray encodeFrame(qint64 id, const Result<QCborValue> &answer);

struct ConsoleAnswer {
    qint64 id = 0;
    Result<QCborValue> answer;
};
/// Monostate: of a newer broker, to be skipped.
using BrokerFrame = std::variant<std::monostate, ConsoleHello, Event, ConsoleAnswer>;
/// Fails with InvalidArgument for bytes that are not a frame at all.
[[nodiscard]] Result<BrokerFrame> decodeBrokerFrame(const QByteArray &frame);

} // namespace broadcaster
