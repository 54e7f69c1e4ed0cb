// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/keyscommand.h"

#include <QtCore/QDateTime>

#include <sysexits.h>

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array KeysOptions { CommandOption {
    "description", "TEXT", "Purpose of the issued key, for people." } };

QString minuteText(const QDateTime &time)
{
    constexpr qsizetype DateAndMinutes = 16;
    return time.toUTC().toString(Qt::ISODate).left(DateAndMinutes);
}

QByteArray listText(const QList<ApiKeyInfo> &keys)
{
    QList<QStringList> rows;
    for (const ApiKeyInfo &key : keys)
        rows.append({ key.project.toString(), key.keyPrefix + u"…"_s, minuteText(key.createdAt),
            key.lastUsedAt.isValid() ? minuteText(key.lastUsedAt) : u"never"_s, key.description });
    if (rows.isEmpty())
        return "no keys\n";
    return tableText(
        { u"PROJECT"_s, u"KEY"_s, u"CREATED (UTC)"_s, u"LAST USED (UTC)"_s, u"FOR"_s }, rows, {});
}

} // namespace

const CommandInfo &KeysCommand::info()
{
    static const CommandInfo Info { "keys", "list|issue|revoke|require [PROJECT]",
        "Manages the API keys of projects.",
        "keys list                     shows the active keys, newest first\n"
        "keys issue PROJECT            issues the project's key, and prints it: it is never shown "
        "again\n"
        "keys revoke PROJECT           revokes it, and closes the connections that it opened\n"
        "keys require PROJECT on|off   lets only clients with the key connect to the project, or "
        "any",
        KeysOptions };
    return Info;
}

std::optional<CommandRun::Problem> KeysCommand::prepare()
{
    const QStringList &operands = call().operands;
    const QString verb = operands.value(0);
    const qsizetype wanted = verb == "list"_L1      ? 1
        : verb == "issue"_L1 || verb == "revoke"_L1 ? 2
        : verb == "require"_L1                      ? 3
                                                    : 0;
    if (wanted == 0 || operands.size() != wanted)
        return Problem { EX_USAGE,
            u"give list, issue PROJECT, revoke PROJECT or require PROJECT on|off; see broadcaster "
            "keys --help"_s };
    if (wanted == 3 && operands[2] != "on"_L1 && operands[2] != "off"_L1)
        return Problem { EX_USAGE, u"require: give on or off"_s };
    return std::nullopt;
}

void KeysCommand::begin()
{
    const QString verb = call().operands[0];
    if (verb == "list"_L1)
        return show(ListKeys(), listText);
    const std::optional<ProjectId> project = projectOf(call().operands[1]);
    if (!project)
        return;
    if (verb == "issue"_L1)
        issue(*project);
    else if (verb == "revoke"_L1)
        revoke(*project);
    else
        require(*project, call().operands[2] == "on"_L1);
}

/// An issued key that nobody has read is lost.
int KeysCommand::exitCodeUnread() const
{
    return call().operands[0] == "issue"_L1 ? EX_IOERR : EX_OK;
}

void KeysCommand::issue(const ProjectId &project)
{
    show(IssueKey { project, call().value("description"), {} },
        [](const IssuedApiKey &issued) -> QByteArray { return issued.key.secret() + '\n'; });
}

void KeysCommand::revoke(const ProjectId &project)
{
    show(RevokeKey { project },
        [](const ApiKeyInfo &key) { return u"revoked %1…\n"_s.arg(key.keyPrefix).toUtf8(); });
}

void KeysCommand::require(const ProjectId &project, bool isOn)
{
    show(SetKeyRequired { project, isOn }, [project, isOn](const KeyRequirement &) {
        const QString text = isOn ? u"clients of %1 need its key\n"_s
                                  : u"clients of %1 need no key\n"_s;
        return text.arg(project.toString()).toUtf8();
    });
}

} // namespace broadcaster
