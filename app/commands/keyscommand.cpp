// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/commands/keyscommand.h"

#include <QtCore/QCborArray>

#include <sysexits.h>

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array KeysOptions { CommandOption {
    "description", "TEXT", "Purpose of the issued key, for people." } };

constexpr qsizetype DateAndMinutes = 16;

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
        list();
    else if (verb == "issue"_L1)
        issue(call().operands[1]);
    else if (verb == "revoke"_L1)
        revoke(call().operands[1]);
    else
        require(call().operands[1], call().operands[2] == "on"_L1);
}

/// An issued key that nobody has read is lost.
int KeysCommand::exitCodeUnread() const
{
    return EX_IOERR;
}

void KeysCommand::show(const QCborValue &answer, const QString &text)
{
    if (call().has("json") ? printJson(answer) : print(text.toUtf8()))
        end(EX_OK);
}

void KeysCommand::list()
{
    ask(u"listKeys"_s, {}, [this](const QCborValue &answer) {
        QList<QStringList> rows;
        const QCborArray keys = answer.toArray();
        for (const QCborValue &key : keys) {
            const QString used = key["lastUsedAt"_L1].toString().left(DateAndMinutes);
            rows.append({ key["projectId"_L1].toString(), key["keyPrefix"_L1].toString() + u"…"_s,
                key["createdAt"_L1].toString().left(DateAndMinutes),
                used.isEmpty() ? u"never"_s : used, key["description"_L1].toString() });
        }
        show(answer,
            rows.isEmpty()
                ? u"no keys\n"_s
                : QString::fromUtf8(tableText(
                    { u"PROJECT"_s, u"KEY"_s, u"CREATED (UTC)"_s, u"LAST USED (UTC)"_s, u"FOR"_s },
                    rows, {})));
    });
}

void KeysCommand::issue(const QString &project)
{
    QCborMap arguments { { u"projectId"_s, project } };
    if (call().has("description"))
        arguments.insert(u"description"_s, call().value("description"));
    ask(u"issueKey"_s, arguments,
        [this](const QCborValue &answer) { show(answer, answer["apiKey"_L1].toString() + u'\n'); });
}

void KeysCommand::revoke(const QString &project)
{
    ask(u"revokeKey"_s, { { u"projectId"_s, project } }, [this](const QCborValue &answer) {
        show(answer, u"revoked %1…\n"_s.arg(answer["keyPrefix"_L1].toString()));
    });
}

void KeysCommand::require(const QString &project, bool isOn)
{
    ask(u"setKeyRequired"_s, { { u"projectId"_s, project }, { u"required"_s, isOn } },
        [this, project, isOn](const QCborValue &answer) {
            show(answer,
                isOn ? u"clients of %1 need its key\n"_s.arg(project)
                     : u"clients of %1 need no key\n"_s.arg(project));
        });
}

} // namespace broadcaster
