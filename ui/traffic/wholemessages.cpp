// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/wholemessages.h"

#include "inspect/traffic/trafficstore.h"
#include "server/api/console.h"

#include <QtCore/QPointer>

namespace broadcaster {

WholeMessages::WholeMessages(Console &console, TrafficStore &store, QObject *parent)
    : QObject(parent)
    , m_console(console)
    , m_store(store)
{
}

void WholeMessages::want(quint64 sequence)
{
    const quint64 number = m_store.at(sequence).record->number;
    m_console.fetch(
        number, [whole = QPointer(this), sequence, number](const Result<QByteArray> &message) {
            if (!whole)
                return;
            TrafficStore &store = whole->m_store;
            const bool isKept = store.first() <= sequence && sequence < store.end()
                && store.at(sequence).record->number == number;
            if (!isKept)
                return;
            if (!message)
                Q_EMIT whole->failed(sequence, message.error());
            else if (!store.complete(sequence, *message))
                Q_EMIT whole->failed(sequence, Error { ErrorCode::NotFound, {} });
        });
}

} // namespace broadcaster
