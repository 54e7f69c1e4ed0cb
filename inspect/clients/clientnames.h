// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/clients/clientkind.h"

#include <QtCore/QHash>
#include <QtCore/QObject>
#include <QtCore/QSet>
#include <QtCore/QStringList>

#include <list>

namespace broadcaster {

/// The name of a client in the window. No two clients of a project that are known have the same
/// name, ignoring case, and a client keeps its name after it has left.
struct ClientName {
    QString text; ///< "runtime 1", "data-agent-slow"
    int colour = 0; ///< A number that neighbours in a project do not share; 0 to Colours - 1.
    bool isGiven = false; ///< The user chose the text.
    static constexpr int Colours = 10;
};

/// Names clients by their type and their user agent, or as the user says. Bounded: clients that
/// were looked up or added longest ago are forgotten, and no later one gets their number. Main
/// thread.
class ClientNames final : public QObject {
    Q_OBJECT

public:
    static constexpr qsizetype MaxClients = 50'000;
    static constexpr qsizetype MaxWanted = 1'000;
    static constexpr qsizetype MaxRemembered = 200;
    static constexpr qsizetype MaxNameLength = 40; ///< In UTF-16 units.

    enum class Fault { None, NotKnown, TooLong, NotPrintable, Taken };
    struct Wanted {
        ProjectId project;
        QByteArray client;
        ClientType type = ClientType::Runtime;
    };

    explicit ClientNames(QObject *parent = nullptr, qsizetype mostClients = MaxClients);
    ~ClientNames() override;

    /// Null: it has no name yet.
    [[nodiscard]] const ClientName *find(const ProjectId &project, QByteArrayView client) const;
    /// The same, and asks for a name where there is none. For painting: a look-up and no more.
    const ClientName *lookUp(const ProjectId &project, QByteArrayView client, ClientType type);
    /// Whether it has a name in any project.
    [[nodiscard]] bool knows(const QByteArray &client) const;
    /// The clients that were looked up in vain since the last call, at most MaxWanted.
    [[nodiscard]] QList<Wanted> takeWanted();

    /// Names a client that has no name yet.
    void add(const ProjectId &project, const QByteArray &client, ClientType type,
        const QString &userAgent = {});
    /// An empty name: the automatic one. A name is remembered for later clients of the project with
    /// the same type, if their user agent names the same program.
    Fault rename(const ProjectId &project, const QByteArray &client, const QString &name);
    /// The answer that rename() would give.
    [[nodiscard]] Fault faultOf(
        const ProjectId &project, const QByteArray &client, const QString &name) const;

    /// Names to remember, one a line, for setRemembered(); the latest first.
    [[nodiscard]] QStringList remembered() const;
    /// Skips what cannot be read.
    void setRemembered(const QStringList &lines);

Q_SIGNALS:
    void wanted(); ///< takeWanted() is no longer empty.
    /// Clients got names or other names: emitted once for many, by the next turn of the event loop.
    void changed();

private:
    struct Client {
        QByteArray project;
        QByteArray id;
        ClientType type;
        ClientKind kind;
        ClientName name;
        QString automatic; ///< Reserved for it while the user has given another; may be empty.
    };
    using Clients = std::list<Client>;
    struct Project {
        QHash<QByteArray, Clients::iterator> clients;
        QSet<QString> taken; ///< Names in lower case.
        QHash<QString, int> numbers; ///< The last number by word, in lower case.
        int colours = 0; ///< Colours given so far.
    };

    [[nodiscard]] Clients::iterator clientOf(const ProjectId &project, QByteArrayView client) const;
    /// The word with the next number that makes it a new name; it is taken from then on.
    [[nodiscard]] static QString numbered(Project &project, const QString &word, bool firstIsPlain);
    [[nodiscard]] static QString memoryKey(const Client &client);
    void nameByItself(Project &project, Client &client);
    void remember(const QString &key, const QString &name);
    void forgetOldest();
    void noteChange();

    const qsizetype m_mostClients;
    QHash<QByteArray, Project> m_projects;
    mutable Clients m_clients; ///< Those looked up or added last are the last.
    QList<Wanted> m_wanted;
    QSet<std::pair<ProjectId, QByteArray>> m_wantedIds;
    QHash<QString, QString> m_given; ///< Names by memoryKey().
    QStringList m_givenKeys; ///< The latest first.
    bool m_isChangeNoted = false;
};

} // namespace broadcaster
