// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/overviewfeed.h"
#include "ui/base/page.h"

#include <QtCore/QSet>

namespace broadcaster {

class ApplyBar;
class ConfigSection;
class DatabaseSection;
class FiguresSection;
class LogModel;
class OriginsSection;
class Prompts;
class SectionPages;
class StatusSection;
class TlsSection;
class UrlSection;

/// The running broker: its state above, and sections for its addresses, every setting and the log.
/// Edits are a draft until they are applied. An error is shown once, at the field that it is about,
/// and its section is marked.
class ServerPage final : public Page {
    Q_OBJECT

public:
    ServerPage(Console &console, OverviewFeed &overviews, Prompts &prompts, LogModel &log,
        QWidget *parent = nullptr);

    void setScope(const ProjectId &project) override;
    void focusFilter() override;
    void focusDatabase() override;
    [[nodiscard]] QString unsaved() const override;
    void restore(const UiSettings &settings) override;
    void save(UiSettings &settings) const override;
    [[nodiscard]] bool saysWhyNotStarted() const override { return true; }

Q_SIGNALS:
    /// The broker has accepted the configuration: store it. Holds secrets, see BrokerConfig.
    void configApplied(const broadcaster::BrokerConfig &config);

private:
    void layOut(LogModel &log);
    void connectSections();
    void connectBroker(OverviewFeed &overviews);
    void showState();
    void showLink();
    void showConfig();
    void showOverview(const BrokerOverview &overview);
    [[nodiscard]] BrokerConfig draft() const;
    /// The section that shows the error; null if no section does.
    ConfigSection *showError(const Error &error);
    void clearErrors();
    /// The sections of the list with a wrong value or a refused one, by title.
    [[nodiscard]] QStringList wrongSections() const;
    [[nodiscard]] bool isValid() const;
    void showFailure(const Error &error);
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
    /// The reason why the broker refused the draft, if no section shows it; until the draft
    /// changes.
    QString m_refusal;
    QSet<ConfigSection *> m_refused; ///< The sections that show an error of the broker.
    StatusSection *m_status;
    UrlSection *m_urls;
    DatabaseSection *m_database;
    FiguresSection *m_figures;
    OriginsSection *m_origins;
    TlsSection *m_tls;
    struct Entry {
        QString title; ///< The text in the list.
        QList<ConfigSection *> sections;
    };
    QList<Entry> m_entries;
    QList<ConfigSection *> m_sections; ///< Those of all entries.
    SectionPages *m_pages;
    ApplyBar *m_bar;
};

} // namespace broadcaster
