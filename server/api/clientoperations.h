// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/done.h"
#include "server/api/error.h"

namespace broadcaster {

// Operations on clients, those of the program itself among them (operations.h).

/// The error of an operation on a client that is not there.
[[nodiscard]] inline Error noSuchClient()
{
    return { ErrorCode::NotFound,
        QStringLiteral("There is no client with this id in the project") };
}

/// Fails with NotFound when it is not there.
struct DisconnectClient {
    ProjectId project;
    ClientId client;

    using Answer = Done;
    static constexpr About about { "disconnectClient", Right::Act, "Closes a client with 4000." };
    static constexpr FieldInfo fields[] { field<&DisconnectClient::project>(
                                              "projectId", "Its project"),
        field<&DisconnectClient::client>("clientId", "Its id") };
};

/// An admin client over loopback, marked in its ClientInfo, whether or not the project requires a
/// key. At most limits::MaxConsoleClients.
struct ConnectConsoleClient {
    ProjectId project;

    using Answer = Done;
    static constexpr About about { "connectConsoleClient", Right::Act,
        "Connects the console to a project." };
    static constexpr FieldInfo fields[] { field<&ConnectConsoleClient::project>(
        "projectId", "The project") };
};

struct DisconnectConsoleClient {
    ProjectId project;

    using Answer = Done;
    static constexpr About about { "disconnectConsoleClient", Right::Act,
        "Ends the console's connection to a project." };
    static constexpr FieldInfo fields[] { field<&DisconnectConsoleClient::project>(
        "projectId", "The project") };
};

struct SendFromConsoleClient {
    ProjectId project;
    QByteArray envelope;

    using Answer = Done;
    static constexpr About about { "sendFromConsoleClient", Right::Act,
        "Sends a text on the console's connection, connecting first where there is none." };
    static constexpr FieldInfo fields[] { field<&SendFromConsoleClient::project>(
                                              "projectId", "The project"),
        field<&SendFromConsoleClient::envelope>("envelope", "The text") };
};

struct SetDemoRunning {
    bool running = false;

    using Answer = Done;
    static constexpr About about { "setDemoRunning", Right::Act,
        "Three simulated clients that talk in the project demo, over loopback connections." };
    static constexpr FieldInfo fields[] { field<&SetDemoRunning::running>(
        "running", "Whether it is to run") };
};

} // namespace broadcaster
