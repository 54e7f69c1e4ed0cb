// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficconversations.h"

#include "ui/conversations/conversationwatch.h"
#include "ui/traffic/conversationtext.h"
#include "ui/traffic/detailpane.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficview.h"

namespace broadcaster {

TrafficConversations::TrafficConversations(
    ConversationWatch &watch, TrafficModel &model, TrafficView &view, DetailPane &detail)
    : QObject(&view)
    , m_watch(watch)
    , m_model(model)
    , m_view(view)
    , m_detail(detail)
{
    model.setConversations(&watch);
    useIfNeeded();
    connect(&view, &TrafficView::columnsChanged, this, &TrafficConversations::useIfNeeded);
    connect(&watch, &ConversationWatch::changed, this, [this](quint64 first, quint64 end) {
        if (m_message && *m_message >= first && *m_message < end)
            showMessage();
    });
    connect(&watch, &ConversationWatch::advanced, this, &TrafficConversations::showMessage);
    connect(&watch, &ConversationWatch::restarted, this, &TrafficConversations::showMessage);
}

TrafficConversations::~TrafficConversations()
{
    m_watch.disconnect(this);
    leaveStore();
    m_watch.setUsed(this, false);
}

void TrafficConversations::leaveStore()
{
    m_message.reset();
    m_watch.setStore(nullptr, ConversationWatch::Source::Live);
}

void TrafficConversations::enterStore(bool isLive)
{
    m_watch.setStore(m_model.store(),
        isLive ? ConversationWatch::Source::Live : ConversationWatch::Source::File);
}

void TrafficConversations::setMessage(std::optional<quint64> sequence)
{
    m_message = sequence;
    showMessage();
}

void TrafficConversations::take(const std::vector<ClientEvent> &events)
{
    m_watch.take(events);
}

void TrafficConversations::setFilter(const Filter &filter)
{
    m_isFilterUser = filter.asksForReplies();
    useIfNeeded();
}

void TrafficConversations::useIfNeeded()
{
    m_watch.setUsed(this, m_isFilterUser || !m_view.isColumnHidden(TrafficModel::Reply));
}

void TrafficConversations::showMessage()
{
    // The pane keeps the words about a message that is no longer kept.
    if (m_message && m_watch.store() && *m_message >= m_watch.store()->first())
        m_detail.setConversation(conversationText(m_watch, *m_message, m_model.names()));
}

} // namespace broadcaster
