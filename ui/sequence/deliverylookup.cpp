// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sequence/deliverylookup.h"

#include "inspect/sequence/sequencemessage.h"

namespace broadcaster {

namespace {

constexpr int MostUnderWay = 8;

} // namespace

DeliveryLookup::DeliveryLookup(Console &console, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_known(MaxLines)
{
}

const QList<DeliveryLine> *DeliveryLookup::find(quint64 sequence, const TrafficRow &row)
{
    if (const QList<DeliveryLine> *known = m_known.object(sequence))
        return known->isEmpty() ? nullptr : known; // Empty: the broker does not know.
    if (row.record->number == 0 || m_queue.size() >= MaxQueued || m_asked.contains(sequence))
        return nullptr;
    m_asked.insert(sequence);
    m_queue.push_back({ sequence,
        { *row.project, row.record->roster, row.record->kind, row.sender().toByteArray(),
            row.target.toByteArray() } });
    askNext();
    return nullptr;
}

void DeliveryLookup::dropQueue()
{
    for (const Question &question : m_queue)
        m_asked.remove(question.sequence);
    m_queue.clear();
}

void DeliveryLookup::clear()
{
    ++m_round;
    m_known.clear();
    m_asked.clear();
    m_queue.clear();
}

void DeliveryLookup::askNext()
{
    while (m_underWay < MostUnderWay && !m_queue.empty()) {
        const Question question = m_queue.front();
        m_queue.pop_front();
        ++m_underWay;
        m_console.ask(ShowDelivery { question.query })
            .then(this,
                [this, sequence = question.sequence, round = m_round](
                    const Result<QList<DeliveryLine>> &answer) {
                    --m_underWay;
                    if (round == m_round)
                        take(sequence, answer);
                    askNext();
                });
    }
}

void DeliveryLookup::take(quint64 sequence, const Result<QList<DeliveryLine>> &answer)
{
    m_asked.remove(sequence);
    auto *receivers = new QList<DeliveryLine>;
    if (answer) {
        for (const DeliveryLine &line : *answer) {
            const bool isReceiver = line.verdict == Verdict::Delivered
                || line.verdict == Verdict::Mirrored;
            if (isReceiver && receivers->size() < qsizetype { SequenceMessage::MaxHeads })
                receivers->append(line);
        }
    }
    m_known.insert(sequence, receivers, receivers->size() + 1);
    Q_EMIT arrived();
}

} // namespace broadcaster
