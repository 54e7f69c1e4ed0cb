// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/composer/noticeline.h"
#include "ui/composer/placeholders.h"

#include <QtCore/QHash>

namespace broadcaster {

class MessageSender;

/// Fills in the placeholders of a text and sends the result. A text with the console client's id
/// waits for the connection, which the broker gives the id.
class TemplateSender final : public QObject {
    Q_OBJECT

public:
    /// The sender outlives this object.
    TemplateSender(Console &console, MessageSender &sender, QObject *parent = nullptr);

    /// The text as it would be sent now. Without a connection, the client id is one of zeros.
    [[nodiscard]] placeholders::Filled filled(
        const ProjectId &project, const QByteArray &text) const;
    /// Unknown placeholders are sent as they stand.
    void send(const ProjectId &project, const QByteArray &text);
    /// The id of the console client; empty without a connection.
    [[nodiscard]] QByteArray clientId(const ProjectId &project) const
    {
        return m_ids.value(project);
    }

Q_SIGNALS:
    void reported(
        const broadcaster::ProjectId &project, const QString &words, NoticeLine::Tone tone);

private:
    void learn(const ConsoleClientReceived &event);
    void forget(const ProjectId &project);
    void sendWaiting(const ProjectId &project);
    void giveUp(const ProjectId &project);

    Console &m_console;
    MessageSender &m_sender;
    QHash<ProjectId, QByteArray> m_ids; ///< At most one per open connection.
    ProjectId m_waitingProject; ///< Null: no text waits for a connection.
    QByteArray m_waitingText;
};

/// Why the text cannot be sent: an unknown placeholder, or a fault of the filled JSON.
struct JsonFault;
[[nodiscard]] std::optional<JsonFault> templateFault(
    const placeholders::Filled &filled, const QByteArray &text);
/// The id that the broker's greeting to a new client names; empty for any other message.
[[nodiscard]] QByteArray greetedClient(const QByteArray &message);

} // namespace broadcaster
