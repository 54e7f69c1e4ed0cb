// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/composer/noticeline.h"

namespace broadcaster {

/// Sends messages from console clients, and words the result: a message that the broker rejects is
/// never reported as a success.
class MessageSender final : public QObject {
    Q_OBJECT

public:
    explicit MessageSender(Console &console, QObject *parent = nullptr);

    /// Sends exactly these bytes at once, also if they are not JSON. `original`: the text that they
    /// were made from.
    void send(const ProjectId &project, const QByteArray &envelope, const QByteArray &original);

Q_SIGNALS:
    /// The message is on its way.
    void accepted(const broadcaster::ProjectId &project, const QByteArray &envelope,
        const QByteArray &original);
    void reported(
        const broadcaster::ProjectId &project, const QString &words, NoticeLine::Tone tone);
    /// The message was sent, or could not be sent.
    void finished(const broadcaster::ProjectId &project);

private:
    /// Why the message cannot be sent; empty if it can be.
    [[nodiscard]] QString obstacle(const ProjectId &project, const QByteArray &envelope) const;
    void askWhetherRejected(
        const ProjectId &project, const QByteArray &envelope, const QString &time);

    Console &m_console;
};

} // namespace broadcaster
