// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/templatesender.h"

#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsontext.h"
#include "ui/composer/messagesender.h"
#include "ui/json/jsoneditor.h"
#include "ui/json/jsonerrortext.h"

#include <QtCore/QDateTime>

#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

using Tone = NoticeLine::Tone;

namespace {

constexpr char UnknownClient[] = "00000000-0000-4000-8000-000000000000";

QByteArray textAt(const QByteArray &message, const JsonPath &path)
{
    return jsonText(jsonAt(QByteArrayView(message), path)).toUtf8();
}

} // namespace

QByteArray greetedClient(const QByteArray &message)
{
    const bool isGreeting = textAt(message, { "type"_ba }) == "connected"
        && textAt(message, { "from"_ba, "type"_ba }) == "system";
    return isGreeting ? textAt(message, { "payload"_ba, "clientId"_ba }) : QByteArray();
}

std::optional<JsonFault> templateFault(const placeholders::Filled &filled, const QByteArray &text)
{
    if (filled.unknown) {
        return JsonFault { filled.unknown->offset,
            TemplateSender::tr(
                "{{%1}} is not a placeholder. There are %2. Write the first brace as "
                "\\u007b if you mean the text.")
                .arg(
                    QString::fromUtf8(filled.unknown->name), placeholders::names().join(u", "_s)) };
    }
    std::optional<JsonError> error = findJsonError(filled.text);
    if (!error)
        return std::nullopt;
    error->offset = filled.templateOffset(error->offset);
    return JsonFault { error->offset, jsonErrorText(*error, text) };
}

TemplateSender::TemplateSender(Console &console, MessageSender &sender, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_sender(sender)
{
    m_console.on<ConsoleClientReceived>(
        this, [this](const ConsoleClientReceived &event) { learn(event); });
    m_console.on<ConsoleClientChanged>(this, [this](const ConsoleClientChanged &event) {
        if (event.state == ConsoleClientState::Disconnected)
            forget(event.project);
    });
    m_console.on<ConsoleClientFailed>(
        this, [this](const ConsoleClientFailed &event) { giveUp(event.project); });
}

placeholders::Filled TemplateSender::filled(const ProjectId &project, const QByteArray &text) const
{
    const QByteArray id = m_ids.value(project);
    return placeholders::fill(text,
        { QDateTime::currentMSecsSinceEpoch(), id.isEmpty() ? QByteArray(UnknownClient) : id });
}

void TemplateSender::send(const ProjectId &project, const QByteArray &text)
{
    if (!placeholders::needClientId(text) || m_ids.contains(project) || project.isNull()
        || m_console.now().state != BrokerState::Listening)
        return m_sender.send(project, filled(project, text).text, text);
    if (!m_waitingProject.isNull()) {
        Q_EMIT reported(
            project, tr("Not sent: the message before waits for its connection."), Tone::Bad);
        return;
    }
    m_waitingProject = project;
    m_waitingText = text;
    Q_EMIT reported(project, tr("Connecting, to know {{clientId}}\u2026"), Tone::Plain);
    m_console.ask(ConnectConsoleClient { project })
        .then(this, [this, project](const Result<Done> &done) {
            if (!done)
                giveUp(project);
        });
}

void TemplateSender::learn(const ConsoleClientReceived &event)
{
    const QByteArray id = greetedClient(event.message);
    if (id.isEmpty())
        return;
    m_ids.insert(event.project, id);
    if (event.project == m_waitingProject)
        sendWaiting(event.project);
}

void TemplateSender::forget(const ProjectId &project)
{
    m_ids.remove(project);
    giveUp(project);
}

void TemplateSender::sendWaiting(const ProjectId &project)
{
    m_waitingProject = {};
    const QByteArray text = std::exchange(m_waitingText, {});
    m_sender.send(project, filled(project, text).text, text);
}

void TemplateSender::giveUp(const ProjectId &project)
{
    if (project != m_waitingProject || project.isNull())
        return;
    m_waitingProject = {};
    m_waitingText.clear();
    Q_EMIT reported(project, tr("Not sent: there is no connection."), Tone::Bad);
}

} // namespace broadcaster
