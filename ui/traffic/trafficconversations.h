// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/clientevent.h"

#include <QtCore/QObject>

#include <optional>
#include <vector>

namespace broadcaster {

class ConversationWatch;
class DetailPane;
class Filter;
class TrafficModel;
class TrafficView;

/// Shows requests and replies on the Traffic page: hands the watch the messages of the table, uses
/// it while the column Reply is shown or the filter asks for replies, and gives the detail pane the
/// conversation of its message.
class TrafficConversations final : public QObject {
    Q_OBJECT

public:
    /// All four outlive this object; the view is its parent.
    TrafficConversations(
        ConversationWatch &watch, TrafficModel &model, TrafficView &view, DetailPane &detail);
    ~TrafficConversations() override;

    /// The model's store is about to be exchanged.
    void leaveStore();
    void enterStore(bool isLive);
    /// The message that the detail pane shows.
    void setMessage(std::optional<quint64> sequence);
    void take(const std::vector<ClientEvent> &events);
    /// To be told before the model gets the filter.
    void setFilter(const Filter &filter);

private:
    void useIfNeeded();
    void showMessage();

    ConversationWatch &m_watch;
    TrafficModel &m_model;
    TrafficView &m_view;
    DetailPane &m_detail;
    bool m_isFilterUser = false; ///< The filter asks for replies.
    std::optional<quint64> m_message;
};

} // namespace broadcaster
