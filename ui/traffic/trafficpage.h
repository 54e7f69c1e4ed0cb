// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "server/api/console.h"
#include "ui/base/overviewfeed.h"
#include "ui/base/page.h"
#include "ui/traffic/trafficempty.h"

#include <QtCore/QTimer>

namespace broadcaster {

class CaptureBanner;
class ClearUndo;
class ClientNames;
class ConversationWatch;
class NewRowsChip;
class Prompts;
class RowFeatures;
class SequencePane;
class TrafficActions;
class TrafficCollector;
class TrafficDetails;
class TrafficFiles;
class TrafficFilter;
class TrafficModel;
class TrafficStatus;
class TrafficToolbar;
class TrafficView;
class UndeliveredLine;

/// The messages with senders, receivers and deliveries. Collects while it exists and the broker
/// listens, shown or not.
class TrafficPage final : public Page {
    Q_OBJECT

public:
    /// Fills the collector, and hands the watch the shown messages. All five outlive the page.
    TrafficPage(Console &console, OverviewFeed &overviews, Prompts &prompts,
        TrafficCollector &collector, ConversationWatch &conversations, QWidget *parent = nullptr);
    ~TrafficPage() override;

    /// The names outlive the page.
    void setNames(ClientNames &names);
    void setScope(const ProjectId &project) override;
    void focusFilter() override;
    void restore(const UiSettings &settings) override;
    void save(UiSettings &settings) const override;
    /// Works as if the filter had been typed.
    void showFilter(const QString &filter) override;
    void openFile(const QString &path) override;
    [[nodiscard]] QList<MenuAction> menuActions() const override;
    [[nodiscard]] QString captured() const override;
    [[nodiscard]] bool saysWhyNotStarted() const override
    {
        return emptiness() == TrafficEmpty::Why::NotListening;
    }

protected:
    bool event(QEvent *event) override;

private:
    void layOut();
    void connectFeed(const OverviewFeed &overviews);
    void connectActions();
    void connectFiles();
    void connectOthers();
    void connectSequence();

    void takeWanted();
    void addColumn(const JsonPath &path);
    void clear();
    void chooseFile();
    void showThisPage();
    void showOtherStore();
    void cancelWork();
    /// Updates the state soon: many things change at once, many times a second.
    void showStateSoon();
    void showState();
    [[nodiscard]] std::optional<TrafficEmpty::Why> emptiness() const;

    Console &m_console;
    TrafficCollector &m_collector;
    TrafficModel *m_model;
    TrafficToolbar *m_toolbar;
    CaptureBanner *m_banner;
    TrafficView *m_view;
    TrafficActions *m_actions;
    TrafficEmpty *m_empty;
    TrafficStatus *m_status;
    ClearUndo *m_clearing;
    TrafficFiles *m_files;
    SequencePane *m_sequence;
    TrafficDetails *m_details;
    TrafficFilter *m_filter;
    RowFeatures *m_features;
    UndeliveredLine *m_undelivered;
    NewRowsChip *m_chip = nullptr;
    QTimer m_stateTimer;
    qint64 m_connections = 0;
};

} // namespace broadcaster
