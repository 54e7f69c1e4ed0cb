// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

#include <QtCore/QCache>
#include <QtCore/QSet>

#include <deque>

namespace broadcaster {

struct TrafficRow;

/// Asks the broker for the receivers of messages, a few at a time, and keeps the latest answers.
class DeliveryLookup final : public QObject {
    Q_OBJECT

public:
    /// Bounds all answers together, by their lines.
    static constexpr qsizetype MaxLines = 200'000;
    static constexpr size_t MaxQueued = 2'000;

    explicit DeliveryLookup(Console &console, QObject *parent = nullptr);

    /// The receivers, at most SequenceMessage::MaxHeads, or null while they are not known. Asks for
    /// them, unless so many questions wait already.
    const QList<DeliveryLine> *find(quint64 sequence, const TrafficRow &row);
    /// Questions that have no answer yet.
    [[nodiscard]] qsizetype pending() const { return m_asked.size(); }
    /// Questions that are not asked yet are not asked any more.
    void dropQueue();
    /// Messages are others.
    void clear();

Q_SIGNALS:
    void arrived();

private:
    struct Question {
        quint64 sequence = 0;
        DeliveryQuery query;
    };

    void askNext();
    void take(quint64 sequence, const Result<QList<DeliveryLine>> &answer);

    Console &m_console;
    QCache<quint64, QList<DeliveryLine>> m_known;
    QSet<quint64> m_asked; ///< Queued or under way.
    std::deque<Question> m_queue;
    int m_underWay = 0;
    quint64 m_round = 0; ///< Answers of an earlier round are ignored.
};

} // namespace broadcaster
