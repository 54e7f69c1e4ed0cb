// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/clients/clientnames.h"

#include "inspect/text/printable.h"
#include "inspect/text/settingsline.h"

#include <algorithm>
#include <utility>

namespace broadcaster {

namespace {

bool canBeSeen(const QString &text)
{
    return std::all_of(text.cbegin(), text.cend(), isPrintable);
}

/// For a look-up only: it does not own its bytes.
QByteArray borrowed(QByteArrayView bytes)
{
    return QByteArray::fromRawData(bytes.data(), bytes.size());
}

} // namespace

ClientNames::ClientNames(QObject *parent, qsizetype mostClients)
    : QObject(parent)
    , m_mostClients(mostClients)
{
}

ClientNames::~ClientNames() = default;

ClientNames::Clients::iterator ClientNames::clientOf(
    const ProjectId &project, QByteArrayView client) const
{
    const auto known = m_projects.constFind(project.utf8());
    if (known == m_projects.constEnd())
        return m_clients.end();
    const auto found = known->clients.constFind(borrowed(client));
    return found == known->clients.constEnd() ? m_clients.end() : *found;
}

const ClientName *ClientNames::find(const ProjectId &project, QByteArrayView client) const
{
    const auto found = clientOf(project, client);
    return found == m_clients.end() ? nullptr : &found->name;
}

bool ClientNames::knows(const QByteArray &client) const
{
    return std::any_of(m_projects.begin(), m_projects.end(),
        [&client](const Project &project) { return project.clients.contains(client); });
}

const ClientName *ClientNames::lookUp(
    const ProjectId &project, QByteArrayView client, ClientType type)
{
    const auto found = clientOf(project, client);
    if (found != m_clients.end()) {
        m_clients.splice(m_clients.end(), m_clients, found);
        return &found->name;
    }
    if (client.isEmpty() || m_wanted.size() >= MaxWanted
        || m_wantedIds.contains({ project, borrowed(client) }))
        return nullptr;
    const QByteArray id = client.toByteArray();
    m_wantedIds.insert({ project, id });
    m_wanted.append({ project, id, type });
    if (m_wanted.size() == 1)
        Q_EMIT wanted();
    return nullptr;
}

QList<ClientNames::Wanted> ClientNames::takeWanted()
{
    m_wantedIds.clear();
    return std::exchange(m_wanted, {});
}

void ClientNames::add(
    const ProjectId &project, const QByteArray &client, ClientType type, const QString &userAgent)
{
    if (client.isEmpty())
        return;
    const auto known = clientOf(project, client);
    if (known != m_clients.end()) {
        m_clients.splice(m_clients.end(), m_clients, known);
        return;
    }
    Project &room = m_projects[project.utf8()];
    m_clients.push_back({ project.utf8(), client, type, clientKind(type, userAgent), {}, {} });
    Client &added = m_clients.back();
    added.name.colour = room.colours++ % ClientName::Colours;
    room.clients.insert(client, std::prev(m_clients.end()));
    nameByItself(room, added);
    forgetOldest();
    noteChange();
}

void ClientNames::nameByItself(Project &project, Client &client)
{
    const QString given = client.kind.isProgram ? m_given.value(memoryKey(client)) : QString();
    if (!given.isEmpty()) {
        client.name.text = numbered(project, given, true);
        client.name.isGiven = true;
        return;
    }
    client.automatic = numbered(project, client.kind.word, client.kind.isProgram);
    client.name.text = client.automatic;
    client.name.isGiven = false;
}

QString ClientNames::numbered(Project &project, const QString &word, bool firstIsPlain)
{
    int &number = project.numbers[word.toLower()];
    while (true) {
        ++number;
        const QString name = firstIsPlain && number == 1
            ? word
            : QString(word + u' ' + QString::number(number));
        const QString folded = name.toLower();
        if (project.taken.contains(folded))
            continue;
        project.taken.insert(folded);
        return name;
    }
}

ClientNames::Fault ClientNames::faultOf(
    const ProjectId &project, const QByteArray &client, const QString &name) const
{
    const QString text = name.simplified();
    const auto found = clientOf(project, client);
    if (found == m_clients.end())
        return Fault::NotKnown;
    if (text.size() > MaxNameLength)
        return Fault::TooLong;
    if (!canBeSeen(text))
        return Fault::NotPrintable;
    const QString now = text.toLower();
    const bool isOwn = now == found->name.text.toLower() || now == found->automatic.toLower();
    const bool isTaken = m_projects.value(project.utf8()).taken.contains(now);
    return text.isEmpty() || isOwn || !isTaken ? Fault::None : Fault::Taken;
}

ClientNames::Fault ClientNames::rename(
    const ProjectId &project, const QByteArray &client, const QString &name)
{
    const Fault fault = faultOf(project, client, name);
    if (fault != Fault::None)
        return fault;
    const QString text = name.simplified();
    Client &renamed = *clientOf(project, client);
    Project &room = m_projects[project.utf8()];
    const QString before = renamed.name.text.toLower();
    const QString now = text.toLower();

    if (renamed.name.isGiven)
        room.taken.remove(before);
    if (renamed.kind.isProgram)
        remember(memoryKey(renamed), text);
    if (!text.isEmpty()) {
        room.taken.insert(now);
        renamed.name.text = text;
        renamed.name.isGiven = true;
    } else if (!renamed.automatic.isEmpty()) {
        renamed.name.text = renamed.automatic;
        renamed.name.isGiven = false;
    } else {
        nameByItself(room, renamed);
    }
    // The automatic name stays reserved, also if the user has just given it up as a name.
    if (!renamed.automatic.isEmpty())
        room.taken.insert(renamed.automatic.toLower());
    noteChange();
    return Fault::None;
}

QString ClientNames::memoryKey(const Client &client)
{
    return settingsLine({ QString::fromUtf8(client.project),
        QString::number(static_cast<int>(client.type)), client.kind.word });
}

void ClientNames::remember(const QString &key, const QString &name)
{
    m_givenKeys.removeOne(key);
    if (name.isEmpty()) {
        m_given.remove(key);
    } else {
        m_given.insert(key, name);
        m_givenKeys.prepend(key);
        while (m_givenKeys.size() > MaxRemembered)
            m_given.remove(m_givenKeys.takeLast());
    }
}

QStringList ClientNames::remembered() const
{
    QStringList lines;
    for (const QString &key : m_givenKeys)
        lines.append(key + u'\t' + settingsLine({ m_given.value(key) }));
    return lines;
}

void ClientNames::setRemembered(const QStringList &lines)
{
    m_given.clear();
    m_givenKeys.clear();
    for (const QString &line : lines) {
        constexpr qsizetype Fields = 4; // Project, type, program, name.
        const QStringList fields = settingsFields(line, Fields);
        const QString name = fields.value(Fields - 1);
        const QString key = settingsLine(fields.mid(0, Fields - 1));
        if (name.isEmpty() || name.size() > MaxNameLength || !canBeSeen(name)
            || m_given.contains(key) || m_givenKeys.size() >= MaxRemembered)
            continue;
        m_given.insert(key, name);
        m_givenKeys.append(key);
    }
}

void ClientNames::forgetOldest()
{
    while (std::ssize(m_clients) > m_mostClients) {
        const Client &oldest = m_clients.front();
        const auto room = m_projects.find(oldest.project);
        room->taken.remove(oldest.name.text.toLower());
        room->taken.remove(oldest.automatic.toLower());
        room->clients.remove(oldest.id);
        if (room->clients.isEmpty())
            m_projects.erase(room);
        m_clients.pop_front();
    }
}

void ClientNames::noteChange()
{
    if (std::exchange(m_isChangeNoted, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isChangeNoted = false;
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

} // namespace broadcaster
