// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/overviewfeed.h"
#include "ui/base/page.h"

class QScrollArea;
class QSplitter;

namespace broadcaster {

class ApplyBar;
class ConfigSection;
class DatabaseSection;
class FiguresSection;
class LogModel;
class OriginsSection;
class Prompts;
class StatusSection;
class TlsSection;
class UrlSection;

/// The running broker: its state, its addresses, every setting, its figures and its log. Edits are
/// a draft until they are applied.
class ServerPage final : public Page {
    Q_OBJECT

public:
    ServerPage(Console &console, OverviewFeed &overviews, Prompts &prompts, LogModel &log,
        QWidget *parent = nullptr);

    void setScope(const ProjectId &project) override;
    void focusFilter() override;
    void focusDatabase() override;
    void restore(const UiSettings &settings) override;
    void save(UiSettings &settings) const override;

Q_SIGNALS:
    /// The broker has accepted the configuration: store it. Holds secrets, see BrokerConfig.
    void configApplied(const broadcaster::BrokerConfig &config);

private:
    void layOut(LogModel &log);
    QWidget *buildSections();
    void showState();
    void showConfig();
    void showOverview(const BrokerOverview &overview);
    [[nodiscard]] BrokerConfig draft() const;
    [[nodiscard]] QString problem() const;
    [[nodiscard]] QString consequence(const BrokerConfig &draft) const;
    void showChanges();
    void apply();
    void allow(const QString &origin);
    void finish(const BrokerConfig &applied, const Result<Done> &result);
    void revert();
    [[nodiscard]] bool confirmed(const BrokerConfig &draft);

    Console &m_console;
    Prompts &m_prompts;
    qint64 m_connections = 0;
    bool m_isApplying = false;
    QString m_refusal; ///< The reason why the broker refused the draft, until the draft changes.
    StatusSection *m_status;
    UrlSection *m_urls;
    DatabaseSection *m_database;
    FiguresSection *m_figures;
    OriginsSection *m_origins;
    TlsSection *m_tls;
    QList<ConfigSection *> m_sections;
    QScrollArea *m_scroll;
    ApplyBar *m_bar;
    QSplitter *m_splitter;
};

} // namespace broadcaster
