// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/protocol/routing.h"

#include <array>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace broadcaster {

/// The kinds of records in a batch (server/DESIGN.md, several brokers). The functions that read a
/// body take only bytes that the function beside them writes.
enum class RecordKind : quint8 {
    // About a project, by the number that its sender gave to it in a Roster:
    Message = 1, ///< A message of a client, as the frame that receivers get.
    Join = 2, ///< A client has joined.
    Leave = 3, ///< A client has left.
    Roster = 4, ///< All clients that the sender has in the project; replaces what was known.
    // About brokers; their project number is 0:
    Account = 16, ///< How much the sender has got from the receiver (BatchAccount).
    Resync = 17, ///< The sender has missed records: it asks for every Roster again.
    Goodbye = 18, ///< The sender stops: all its clients have left.
    Fenced = 19, ///< The receiver counts as dead, and has to begin anew.
    Beat = 20, ///< The sender lives; to all brokers.
    Probe = 21, ///< From a broker to itself.
    Question = 22, ///< An operation for another broker.
    Answer = 23, ///< The answer to a Question.
    KeysChanged = 24, ///< Keys or requirements in the database have changed; to all brokers.
};

/// The id of a client in 16 bytes.
using ClientKey = std::array<char, 16>;

/// Nothing for a text that cannot be the id of a client: ids are UUIDs in lower case with hyphens.
[[nodiscard]] std::optional<ClientKey> clientKey(std::string_view id);
[[nodiscard]] ClientId clientId(const ClientKey &key);

/// One record. The views belong to its batch.
struct RecordView {
    RecordKind kind = RecordKind::Message;
    quint64 project = 0; ///< Number of the project at the sender; 0: none.
    std::string_view body;
    std::string_view whole; ///< The record with its head.
};

/// Head of a record: size u32 with the head, kind u8, 3 zeros, project u64. Little endian, like all
/// numbers in a batch.
inline constexpr qsizetype RecordHeadSize = 16;

/// Goes through the records of a batch, whoever has written it.
class RecordReader final {
public:
    explicit RecordReader(std::string_view records)
        : m_rest(records)
    {
    }
    /// Nothing at the end, and where the bytes are not records: then hasFailed().
    [[nodiscard]] std::optional<RecordView> next();
    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

private:
    std::string_view m_rest;
    bool m_hasFailed = false;
};

/// Appends the head of a record whose body has this size and follows.
void appendRecordHead(QByteArray &out, RecordKind kind, quint64 project, qsizetype bodySize);
void appendRecord(QByteArray &out, RecordKind kind, quint64 project, std::string_view body);

/// A client of another broker.
struct RemoteClient {
    ClientKey id {};
    ClientType type = ClientType::Runtime;
    qint64 connectedAtMs = 0; ///< Since the Unix epoch.

    friend bool operator==(const RemoteClient &, const RemoteClient &) = default;
};

/// Body of a Message.
struct RemoteMessage {
    static constexpr qsizetype HeadSize = 36;

    Route::Kind route = Route::Kind::Broadcast;
    ClientType senderType = ClientType::Runtime;
    std::optional<ClientType> targetType; ///< ToType; nothing: no such type.
    ClientKey sender {};
    std::optional<ClientKey> target; ///< ToClient; nothing: no client can have that id.
    std::string_view frame;
};
/// Appends head and body without the frame, which follows with that size.
void appendMessageHead(
    QByteArray &out, quint64 project, const RemoteMessage &message, qsizetype frameSize);
[[nodiscard]] std::optional<RemoteMessage> readMessage(std::string_view body);

void appendJoin(QByteArray &out, quint64 project, const RemoteClient &client);
[[nodiscard]] std::optional<RemoteClient> readJoin(std::string_view body);
void appendLeave(QByteArray &out, quint64 project, const ClientKey &client);
[[nodiscard]] std::optional<ClientKey> readLeave(std::string_view body);

/// Body of a Roster.
struct ProjectRoster {
    bool asks = false; ///< The receiver is to send its own.
    bool leaves = false; ///< The sender has no clients there, and is to be told nothing.
    ProjectId project;
    std::vector<RemoteClient> clients;
};
void appendRoster(QByteArray &out, quint64 project, const ProjectRoster &roster);
[[nodiscard]] std::optional<ProjectRoster> readRoster(std::string_view body);
/// A Roster without its clients; nothing if it cannot be read.
[[nodiscard]] std::optional<ProjectRoster> readRosterHead(std::string_view body);

} // namespace broadcaster
