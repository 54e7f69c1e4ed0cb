// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/clients/clientnames.h"
#include "server/api/console.h"

#include <QtCore/QSet>
#include <QtCore/QTimer>

namespace broadcaster {

/// Gives clients their names: asks the broker for the user agents in projects where clients join,
/// or where a shown client has no name. Clients that the broker no longer knows, and those of an
/// opened file, are named by their type.
class ClientNameFeed final : public QObject {
    Q_OBJECT

public:
    /// The console and the names outlive it.
    ClientNameFeed(Console &console, ClientNames &names);

private:
    void noteJoined(const TrafficBatch &batch);
    void noteWanted();
    /// Asks about one project, unless a question is under way or the last was a moment ago.
    void askSoon();
    void ask();
    void take(const ProjectId &project, const Result<ProjectInfo> &answer);
    void nameWanted(const ProjectId &project, const QList<ClientInfo> &clients);

    Console &m_console;
    ClientNames &m_names;
    QSet<ProjectId> m_joined; ///< Projects with new clients.
    QHash<ProjectId, QList<ClientNames::Wanted>> m_wanted;
    bool m_isAsking = false;
    QTimer m_pace;
};

} // namespace broadcaster
