// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/messagesender.h"

#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsontext.h"
#include "ui/base/errortext.h"
#include "ui/base/text.h"
#include "ui/json/jsonerrortext.h"

#include <QtCore/QDateTime>

namespace broadcaster {

using Tone = NoticeLine::Tone;

MessageSender::MessageSender(Console &console, QObject *parent)
    : QObject(parent)
    , m_console(console)
{
}

QString MessageSender::obstacle(const ProjectId &project, const QByteArray &envelope) const
{
    if (m_console.now().state != BrokerState::Listening)
        return tr("Not sent: the broker is not running.");
    if (project.isNull() || envelope.isEmpty())
        return tr("Not sent: a project and a text are needed.");
    const qsizetype most = m_console.now().config.maxMessageSize;
    if (envelope.size() > most) {
        // The broker would close the connection.
        return tr("Not sent: it has %1, and the broker takes %2 at most.")
            .arg(sizeText(envelope.size()), sizeText(most));
    }
    return {};
}

void MessageSender::send(
    const ProjectId &project, const QByteArray &envelope, const QByteArray &original)
{
    if (const QString words = obstacle(project, envelope); !words.isEmpty()) {
        Q_EMIT reported(project, words, Tone::Bad);
        return;
    }
    Q_EMIT accepted(project, envelope, original);
    Q_EMIT reported(project, tr("Sending\u2026"), Tone::Plain);
    m_console.ask(SendFromConsoleClient { project, envelope })
        .then(this, [this, project, envelope](const Result<Done> &result) {
            if (result)
                askWhetherRejected(
                    project, envelope, clockText(QDateTime::currentMSecsSinceEpoch()));
            else if (result.error().code == ErrorCode::Stopped)
                Q_EMIT reported(project, tr("Not sent: the broker stopped."), Tone::Bad);
            else
                Q_EMIT reported(
                    project, tr("Not sent: %1").arg(errorText(result.error())), Tone::Bad);
            Q_EMIT finished(project);
        });
}

void MessageSender::askWhetherRejected(
    const ProjectId &project, const QByteArray &envelope, const QString &time)
{
    const QString rejected = tr("Sent %1, and rejected: %2");
    if (findJsonError(envelope)) {
        // The composer says already what is wrong with its text.
        Q_EMIT reported(project, tr("Sent %1, and rejected").arg(time), Tone::Bad);
        return;
    }
    m_console.ask(Explain { project, envelope, {}, 0, true })
        .then(this, [this, project, time, rejected](const Result<Explanation> &answer) {
            if (!answer && answer.error().code == ErrorCode::InvalidArgument)
                Q_EMIT reported(project, rejected.arg(time, errorText(answer.error())), Tone::Bad);
            else
                Q_EMIT reported(project, tr("Sent %1").arg(time), Tone::Good);
        });
}

} // namespace broadcaster
