// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/overviewfeed.h"
#include "ui/base/page.h"
#include "ui/traffic/detailpane.h"
#include "ui/traffic/trafficempty.h"

#include <QtCore/QTimer>

class QSplitter;

namespace broadcaster {

class CaptureBanner;
class ClearUndo;
class ConversationWatch;
class Prompts;
class RowFeatures;
class TrafficActions;
class TrafficCollector;
class TrafficConversations;
class TrafficFiles;
class TrafficModel;
class TrafficStatus;
class TrafficToolbar;
class TrafficView;

/// The messages with senders, receivers and deliveries. Collects while it exists and the broker
/// listens, shown or not.
class TrafficPage final : public Page {
    Q_OBJECT

public:
    /// Hands the watch the shown messages. All three outlive the page.
    TrafficPage(Console &console, OverviewFeed &overviews, Prompts &prompts,
        ConversationWatch &conversations, QWidget *parent = nullptr);
    ~TrafficPage() override;

    void setScope(const ProjectId &project) override;
    void focusFilter() override;
    void restore(const UiSettings &settings) override;
    void save(UiSettings &settings) const override;
    /// Works as if the filter had been typed.
    void showFilter(const QString &filter) override;
    [[nodiscard]] QList<MenuAction> menuActions() const override;

protected:
    bool event(QEvent *event) override;

private:
    void layOut();
    void connectFeed(const OverviewFeed &overviews);
    void connectFilter();
    void connectActions();
    void connectFiles();
    void prepareActions();

    void takeWanted();
    void showDetails(quint64 sequence);
    void clearDetails();
    void showChanges(const std::vector<quint64> &sequences);
    void addColumn(const JsonPath &path);
    void clear();
    void openCapture();
    void showOtherStore();
    void cancelWork();
    /// Updates the state soon: many things change at once, many times a second.
    void showStateSoon();
    void showState();
    [[nodiscard]] std::optional<TrafficEmpty::Why> emptiness() const;

    Console &m_console;
    TrafficCollector *m_collector;
    TrafficModel *m_model;
    TrafficToolbar *m_toolbar;
    CaptureBanner *m_banner;
    TrafficView *m_view;
    TrafficActions *m_actions;
    TrafficEmpty *m_empty;
    TrafficStatus *m_status;
    ClearUndo *m_clearing;
    TrafficFiles *m_files;
    DetailPane *m_detail;
    TrafficConversations *m_conversations;
    RowFeatures *m_features;
    QSplitter *m_splitter;
    QAction *m_showDetail;
    QTimer m_stateTimer;
    std::optional<quint64> m_detailed; ///< The live message that m_detail shows.
    qint64 m_connections = 0;
};

} // namespace broadcaster
