// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/conversationcopy.h"

#include "ui/base/text.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/traffic/trafficmodel.h"

#include <QtCore/QPointer>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>

#include <algorithm>

namespace broadcaster {

ConversationCopy::ConversationCopy(Console &console, const TrafficModel &model, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_model(model)
{
}

void ConversationCopy::copy(const std::vector<quint64> &sequences)
{
    const TrafficStore &store = *m_model.store();
    const auto all = withConversations(store, m_model.conversations(), sequences);
    if (!all) {
        Q_EMIT told(tr("Nothing was copied: a report has room for %1 messages. Select fewer, or "
                       "export them.")
                        .arg(countText(MaxReportedMessages)));
        return;
    }
    ++m_round;
    m_store = &store;
    m_sequences = *all;
    m_receivers.clear();
    m_unasked.clear();
    for (const quint64 sequence : m_sequences) {
        if (store.at(sequence).record->number != 0) // Else the broker does not know it.
            m_unasked.push_back(sequence);
    }
    askNext();
}

/// Asks about one message at a time: each answer lists all clients of a project.
void ConversationCopy::askNext()
{
    if (m_store != m_model.store())
        return; // The messages are those of another file now.
    std::erase_if(m_sequences, [this](quint64 each) { return each < m_store->first(); });
    if (m_unasked.empty())
        return finish();
    const quint64 sequence = m_unasked.front();
    m_unasked.pop_front();
    if (sequence < m_store->first())
        return askNext();
    const TrafficRow row = m_store->at(sequence);
    const DeliveryQuery query { *row.project, row.record->roster, row.record->kind,
        row.sender().toByteArray(), row.target.toByteArray() };
    m_console.ask<ShowDelivery>({ query }, Principal::console(),
        [self = QPointer(this), sequence, round = m_round](
            const Result<QList<DeliveryLine>> &answer) {
            if (!self || round != self->m_round)
                return;
            self->take(sequence, answer);
        });
}

void ConversationCopy::take(quint64 sequence, const Result<QList<DeliveryLine>> &answer)
{
    if (answer && m_store == m_model.store() && sequence >= m_store->first()) {
        const ReportedReceivers receivers = receiversAmong(m_store->at(sequence), *answer);
        if (!receivers.listed.isEmpty())
            m_receivers.insert(sequence, receivers);
    }
    askNext();
}

void ConversationCopy::finish()
{
    const ConversationWatch *watch = m_model.conversations();
    const auto count = static_cast<int>(m_sequences.size());
    QGuiApplication::clipboard()->setText(conversationReport(*m_store, watch,
        std::exchange(m_sequences, {}), std::exchange(m_receivers, {}), m_model.names()));
    Q_EMIT told(watch && watch->isUsed()
            ? tr("%Ln message(s) copied, with requests and replies.", nullptr, count)
            : tr("%Ln message(s) copied alone: requests and replies are found while the column "
                 "Reply is shown.",
                nullptr, count));
}

} // namespace broadcaster
