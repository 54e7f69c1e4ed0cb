// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"

#include <QtCore/QList>
#include <QtCore/QObject>

#include <optional>
#include <vector>

class QAction;

namespace broadcaster {

class ClientNames;
class Console;
class ConversationWatch;
class DetailFollower;
class DetailPane;
class DetailPlace;
class TrafficConversations;
class TrafficModel;
class TrafficStore;
class TrafficView;
class WholeMessages;
struct Error;
struct UiSettings;

/// The details of the chosen message on the Traffic page: the pane, its place, and the message that
/// it shows.
class TrafficDetails final : public QObject {
    Q_OBJECT

public:
    /// All outlive it; the page is the parent. `live` is the store of the broker's messages.
    TrafficDetails(Console &console, ConversationWatch &watch, TrafficModel &model,
        TrafficView &view, TrafficStore &live, QWidget &page);

    /// The names outlive it.
    void setNames(ClientNames &names);
    [[nodiscard]] DetailPane &pane() { return *m_pane; }
    [[nodiscard]] DetailPlace &place() { return *m_place; }
    [[nodiscard]] DetailFollower &follower() { return *m_follower; }
    [[nodiscard]] TrafficConversations &conversations() { return *m_conversations; }
    /// Actions whose keys belong to the whole window while the page is shown.
    [[nodiscard]] QList<QAction *> windowActions() const;

    /// REQUIRES: a message that the model's store keeps.
    void show(quint64 sequence);
    void clear();
    /// A message of another project is no longer shown; null: all projects are.
    void setScope(const ProjectId &project);
    void restore(const UiSettings &settings);
    void save(UiSettings &settings) const;

private:
    void connectAll(QWidget &page);
    void leaveMessage();
    void open();
    void showWhole(quint64 sequence);
    void showPartial(quint64 sequence);
    void showFailure(quint64 sequence, const Error &error);
    void showChanges(const std::vector<quint64> &sequences);
    [[nodiscard]] bool isLive() const;

    TrafficModel &m_model;
    TrafficView &m_view;
    TrafficStore &m_live;
    WholeMessages *m_whole;
    DetailPane *m_pane;
    DetailPlace *m_place;
    DetailFollower *m_follower;
    TrafficConversations *m_conversations;
    std::optional<quint64> m_shown; ///< The live message in the pane.
    bool m_isPartial = false; ///< Only the beginning of that one is here.
    ProjectId m_project; ///< Project of the message in the pane; null without one.
};

} // namespace broadcaster
