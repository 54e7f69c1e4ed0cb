// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/serverpage.h"

#include "server/api/options.h"
#include "ui/base/errortext.h"
#include "ui/prompts/prompts.h"
#include "ui/server/applybar.h"
#include "ui/server/databasesection.h"
#include "ui/server/figuressection.h"
#include "ui/server/keysection.h"
#include "ui/server/listeningsection.h"
#include "ui/server/logview.h"
#include "ui/server/originssection.h"
#include "ui/server/statussection.h"
#include "ui/server/tlssection.h"
#include "ui/server/urlsection.h"
#include "ui/theme/layoutstep.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QSplitter>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

namespace {

constexpr int MaxWidth = 960; // Longer lines are hard to read.
constexpr int LogHeight = 200;

ConfigSection *limitsSection(QWidget *parent)
{
    auto *section = new ConfigSection(ServerPage::tr("Limits"),
        ServerPage::tr("Bounds for one client, one project and all together."), parent);
    section->setObjectName(u"limitsSection"_s);
    section->addFields(OptionTopic::Limits);
    return section;
}

ConfigSection *timeoutsSection(QWidget *parent)
{
    auto *section = new ConfigSection(ServerPage::tr("Timeouts"), {}, parent);
    section->setObjectName(u"timeoutsSection"_s);
    section->addFields(OptionTopic::Timeouts);
    return section;
}

} // namespace

ServerPage::ServerPage(
    Console &console, OverviewFeed &overviews, Prompts &prompts, LogModel &log, QWidget *parent)
    : Page(parent)
    , m_console(console)
    , m_prompts(prompts)
    , m_status(new StatusSection(console, prompts, this))
    , m_urls(new UrlSection(console, this))
    , m_database(new DatabaseSection(this))
    , m_figures(new FiguresSection(this))
    , m_origins(new OriginsSection(prompts, this))
    , m_tls(new TlsSection(prompts, this))
    , m_sections({ new ListeningSection(this), m_tls, m_origins, limitsSection(this),
          timeoutsSection(this), new KeySection(this), m_database })
    , m_scroll(new QScrollArea(this))
    , m_bar(new ApplyBar(this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
{
    setObjectName(u"server"_s);
    setAccessibleName(tr("Server"));
    layOut(log);
    for (ConfigSection *section : std::as_const(m_sections)) {
        section->revert(m_console.now().config);
        connect(section, &ConfigSection::edited, this, [this] {
            m_refusal.clear();
            showChanges();
        });
    }
    connect(m_bar, &ApplyBar::applied, this, &ServerPage::apply);
    connect(m_bar, &ApplyBar::reverted, this, &ServerPage::revert);
    connect(m_origins, &OriginsSection::allowed, this, &ServerPage::allow);
    connect(m_tls, &TlsSection::reloadWanted, this, [this, &overviews] {
        m_console.ask(ReloadCertificate())
            .then(this, [this, &overviews](const Result<Done> &result) {
                m_tls->showReloaded(result);
                overviews.refresh();
            });
    });
    connect(m_status, &StatusSection::databaseWanted, this, &ServerPage::focusDatabase);
    connect(&overviews, &OverviewFeed::arrived, this, &ServerPage::showOverview);
    m_console.on<ConfigChanged>(this, [this] { showConfig(); });
    m_console.on<StateChanged>(this, [this] { showState(); });
    m_console.on<StartFailed>(this, [this](const StartFailed &event) {
        for (ConfigSection *section : std::as_const(m_sections))
            section->showError(event.error);
    });
    showOverview({});
    showChanges();
}

void ServerPage::layOut(LogModel &log)
{
    m_scroll->setObjectName(u"serverSections"_s);
    m_scroll->setAccessibleName(tr("Settings of the broker"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(buildSections());

    auto *upper = new QWidget(this);
    auto *upperRows = new QVBoxLayout(upper);
    upperRows->setContentsMargins(0, 0, 0, 0);
    upperRows->setSpacing(0);
    upperRows->addWidget(m_scroll, 1);
    upperRows->addWidget(m_bar);
    m_splitter->setObjectName(u"serverSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(upper);
    m_splitter->addWidget(new LogView(log, this));
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setSizes({ 3 * LogHeight, LogHeight });

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_splitter);
}

QWidget *ServerPage::buildSections()
{
    auto *column = new QWidget;
    column->setMaximumWidth(MaxWidth);
    auto *sections = new QVBoxLayout(column);
    sections->setContentsMargins(3 * LayoutStep, 2 * LayoutStep, 3 * LayoutStep, 3 * LayoutStep);
    sections->setSpacing(3 * LayoutStep);
    sections->addWidget(m_status);
    sections->addWidget(m_urls);
    sections->addWidget(m_figures);
    for (ConfigSection *section : std::as_const(m_sections))
        sections->addWidget(section);
    sections->addStretch();

    auto *all = new QWidget;
    auto *row = new QHBoxLayout(all);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(column, MaxWidth);
    row->addStretch(1);
    return all;
}

void ServerPage::setScope(const ProjectId &project)
{
    m_urls->setProject(project);
}

void ServerPage::showState()
{
    if (m_console.now().state == State::Listening) {
        for (ConfigSection *section : std::as_const(m_sections))
            section->clearError();
    } else {
        showOverview({});
    }
    showConfig();
}

void ServerPage::showOverview(const BrokerOverview &overview)
{
    const bool listens = m_console.now().state == State::Listening;
    m_connections = overview.connections;
    m_status->setConnections(overview.connections);
    m_figures->showOverview(overview, listens ? m_console.now().config.maxConnections : 0);
    m_origins->showOverview(overview);
    m_tls->showOverview(m_console.now().state, overview);
    m_database->showOverview(m_console.now().state, overview);
    showChanges(); // The text tells how many connections a restart closes.
}

void ServerPage::showConfig()
{
    for (ConfigSection *section : std::as_const(m_sections))
        section->showConfig(m_console.now().config);
    showChanges();
}

BrokerConfig ServerPage::draft() const
{
    BrokerConfig draft = m_console.now().config;
    for (const ConfigSection *section : m_sections)
        section->collect(draft);
    return draft;
}

QString ServerPage::problem() const
{
    for (const ConfigSection *section : m_sections) {
        if (const QString problem = section->problem(); !problem.isNull())
            return problem;
    }
    return {};
}

QString ServerPage::consequence(const BrokerConfig &draft) const
{
    const BrokerConfig &running = m_console.now().config;
    if (m_console.now().state != State::Listening)
        return tr("Not applied yet. The broker starts with it the next time.");
    if (needsRestart(running, draft)) {
        const int count = static_cast<int>(m_connections);
        if (count == 0)
            return tr("Not applied yet. Applying restarts the broker.");
        return count == 1
            ? tr("Not applied yet. Applying restarts the broker and closes 1 connection.")
            : tr("Not applied yet. Applying restarts the broker and closes %Ln connections.",
                nullptr, count);
    }
    return effectOfChange(running, draft) == OptionEffect::NewConnections
        ? tr("Not applied yet. It will apply to new connections; open connections stay.")
        : tr("Not applied yet. It will apply at once, also to connected clients.");
}

void ServerPage::showChanges()
{
    const QString wrong = problem();
    const BrokerConfig changed = draft();
    if (m_isApplying)
        m_bar->showChanges(Note::Tone::Dim, tr("Applying…"), false);
    else if (!wrong.isNull())
        m_bar->showChanges(Note::Tone::Bad, wrong, false);
    else if (changed == m_console.now().config)
        m_bar->hide();
    else if (!m_refusal.isNull())
        m_bar->showChanges(Note::Tone::Bad, m_refusal, true);
    else
        m_bar->showChanges(Note::Tone::Dim, consequence(changed), true);
}

bool ServerPage::confirmed(const BrokerConfig &draft)
{
    if (m_console.now().state != State::Listening || m_connections == 0
        || !needsRestart(m_console.now().config, draft))
        return true;
    const int count = static_cast<int>(m_connections);
    Prompts::Question question;
    question.title = tr("Restart the broker?");
    question.text = count == 1
        ? tr("The changes need a restart, which closes 1 connection.")
        : tr("The changes need a restart, which closes %Ln connections.", nullptr, count);
    question.yes = tr("Apply and restart");
    question.isDestructive = true;
    return m_prompts.ask(this, question).yes;
}

void ServerPage::apply()
{
    const BrokerConfig wanted = draft();
    if (m_isApplying || !problem().isNull() || !confirmed(wanted))
        return;
    m_isApplying = true;
    m_refusal.clear();
    showChanges();
    m_console.ask(Configure { wanted }).then(this, [this, wanted](const Result<Done> &result) {
        finish(wanted, result);
    });
}

void ServerPage::allow(const QString &origin)
{
    BrokerConfig wanted = m_console.now().config;
    wanted.allowedOrigins.append(origin);
    m_console.ask(Configure { wanted }).then(this, [this, wanted](const Result<Done> &result) {
        if (result)
            Q_EMIT configApplied(wanted);
        else
            m_refusal = errorText(result.error());
        showChanges();
    });
}

void ServerPage::finish(const BrokerConfig &applied, const Result<Done> &result)
{
    m_isApplying = false;
    if (result) {
        for (ConfigSection *section : std::as_const(m_sections))
            section->revert(m_console.now().config);
        Q_EMIT configApplied(applied);
    } else {
        m_refusal = errorText(result.error());
        for (ConfigSection *section : std::as_const(m_sections))
            section->showError(result.error());
    }
    showChanges();
}

void ServerPage::revert()
{
    m_refusal.clear();
    for (ConfigSection *section : std::as_const(m_sections))
        section->revert(m_console.now().config);
    showChanges();
}

void ServerPage::focusFilter()
{
    auto *find = findChild<QLineEdit *>(u"findLog"_s);
    find->setFocus(Qt::ShortcutFocusReason);
    find->selectAll();
}

void ServerPage::focusDatabase()
{
    m_scroll->ensureWidgetVisible(m_database);
    m_database->focusField();
}

void ServerPage::restore(const UiSettings &settings)
{
    m_splitter->restoreState(settings.layouts.value(m_splitter->objectName()));
}

void ServerPage::save(UiSettings &settings) const
{
    settings.layouts.insert(m_splitter->objectName(), m_splitter->saveState());
}

} // namespace broadcaster
