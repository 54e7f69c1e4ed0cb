// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficsequence.h"

#include "ui/base/text.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/conversations/replytext.h"
#include "ui/traffic/trafficmodel.h"

#include <algorithm>

namespace broadcaster {

TrafficSequence::TrafficSequence(TrafficModel &model, ConversationWatch &watch, QObject *parent)
    : SequenceRows(parent)
    , m_model(model)
    , m_watch(watch)
{
    connectModel();
    connectWatch();
}

void TrafficSequence::connectModel()
{
    const auto tellsOfTheTable = [this] { return !m_isQuiet && !m_conversation; };
    connect(&m_model, &QAbstractItemModel::rowsInserted, this,
        [this, tellsOfTheTable](const QModelIndex &, int first, int last) {
            if (tellsOfTheTable())
                Q_EMIT inserted(first, last);
        });
    connect(&m_model, &QAbstractItemModel::rowsRemoved, this,
        [this, tellsOfTheTable](const QModelIndex &, int first, int last) {
            if (tellsOfTheTable())
                Q_EMIT removed(first, last);
            else if (m_conversation)
                lookAgain();
        });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this, tellsOfTheTable] {
        if (tellsOfTheTable())
            Q_EMIT replaced();
        else if (m_conversation)
            lookAgain();
    });
    connect(&m_model, &QAbstractItemModel::dataChanged, this, [this] {
        if (!m_isQuiet)
            Q_EMIT changed();
    });
}

void TrafficSequence::connectWatch()
{
    connect(&m_watch, &ConversationWatch::changed, this, &TrafficSequence::lookAgain);
    connect(&m_watch, &ConversationWatch::restarted, this, &TrafficSequence::lookAgain);
}

void TrafficSequence::setQuiet(bool quiet)
{
    m_isQuiet = quiet;
    if (!quiet)
        Q_EMIT replaced();
}

void TrafficSequence::setConversation(std::optional<quint64> sequence)
{
    m_conversation = sequence;
    m_only.clear();
    lookAgain();
    Q_EMIT replaced();
}

void TrafficSequence::lookAgain()
{
    if (!m_conversation)
        return;
    const TrafficStore *store = m_model.store();
    std::vector<quint64> now;
    if (store == m_watch.store() && m_watch.isUsed())
        now = m_watch.pairer()->conversation(*m_conversation);
    // A conversation that was found stays, also when its pairs are looked for anew.
    if (now.size() < m_only.size())
        now = m_only;
    std::erase_if(now,
        [store](quint64 each) { return !store || each < store->first() || each >= store->end(); });
    std::sort(now.begin(), now.end());
    if (now == m_only)
        return;
    m_only = std::move(now);
    Q_EMIT replaced();
}

int TrafficSequence::count() const
{
    return m_conversation ? static_cast<int>(m_only.size()) : m_model.rowCount();
}

quint64 TrafficSequence::sequenceAt(int row) const
{
    return m_conversation ? m_only[static_cast<size_t>(row)] : m_model.sequenceAt(row);
}

TrafficRow TrafficSequence::rowAt(int row) const
{
    return m_model.store()->at(sequenceAt(row));
}

int TrafficSequence::rowOf(quint64 sequence) const
{
    if (!m_conversation)
        return m_model.rowOf(sequence);
    const auto found = std::lower_bound(m_only.begin(), m_only.end(), sequence);
    return found != m_only.end() && *found == sequence ? static_cast<int>(found - m_only.begin())
                                                       : -1;
}

bool TrafficSequence::isReply(int row) const
{
    return m_watch.part(sequenceAt(row)).state == ConversationPart::State::Reply;
}

QString TrafficSequence::replyText(int row) const
{
    const quint64 sequence = sequenceAt(row);
    const ConversationPart part = m_watch.part(sequence);
    if (part.state == ConversationPart::State::Reply)
        return spanText(part.replyMs.value_or(0));
    // The arrow of a request to nobody says so by itself.
    const bool isNews = part.isUnanswered() && part.state != ConversationPart::State::NobodyThere;
    return isNews ? replyWords(m_watch, sequence).text : QString();
}

} // namespace broadcaster
