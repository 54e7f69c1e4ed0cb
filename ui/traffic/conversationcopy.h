// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/traffic/conversationreport.h"

#include <deque>

namespace broadcaster {

class TrafficModel;

/// Puts the report on some messages on the clipboard, once the broker has told their receivers.
class ConversationCopy final : public QObject {
    Q_OBJECT

public:
    /// Both outlive it.
    ConversationCopy(Console &console, const TrafficModel &model, QObject *parent = nullptr);

    /// Copies these messages and the others of their conversations. A report that still waits for
    /// the broker is given up. REQUIRES: kept messages.
    void copy(const std::vector<quint64> &sequences);

Q_SIGNALS:
    /// One sentence for the user: what was copied, or the reason why nothing was.
    void told(const QString &words);

private:
    void askNext();
    void take(quint64 sequence, const Result<QList<DeliveryLine>> &answer);
    void finish();

    Console &m_console;
    const TrafficModel &m_model;
    const TrafficStore *m_store = nullptr; ///< Only compared: it may be gone.
    std::vector<quint64> m_sequences;
    std::deque<quint64> m_unasked; ///< Messages whose receivers are not known yet.
    QHash<quint64, ReportedReceivers> m_receivers;
    int m_round = 0; ///< Answers for an earlier report are ignored.
};

} // namespace broadcaster
