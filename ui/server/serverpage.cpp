// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/serverpage.h"

#include "server/api/options.h"
#include "server/api/optionvalues.h"
#include "ui/base/errortext.h"
#include "ui/prompts/prompts.h"
#include "ui/server/applybar.h"
#include "ui/server/databasesection.h"
#include "ui/server/figuressection.h"
#include "ui/server/keysection.h"
#include "ui/server/listeningsection.h"
#include "ui/server/logview.h"
#include "ui/server/originssection.h"
#include "ui/server/sectionpages.h"
#include "ui/server/statussection.h"
#include "ui/server/tlssection.h"
#include "ui/server/urlsection.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/hairline.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

namespace {

constexpr auto SectionKey = "serverSection"_L1;

ConfigSection *agentsSection(QWidget *parent)
{
    auto *section = new ConfigSection(ServerPage::tr("AI agents"),
        ServerPage::tr("Agents ask the broker by the Model Context Protocol, at /mcp."), parent);
    section->setObjectName(u"agentsSection"_s);
    section->addFields(OptionTopic::Agents);
    return section;
}

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
    , m_entries({ { tr("Listening"), { new ListeningSection(this) } }, { tr("TLS"), { m_tls } },
          { tr("Access"), { m_origins, new KeySection(this), agentsSection(this) } },
          { tr("Limits"), { limitsSection(this), timeoutsSection(this) } },
          { tr("Database"), { m_database } } })
    , m_pages(new SectionPages(this))
    , m_bar(new ApplyBar(this))
{
    setObjectName(u"server"_s);
    setAccessibleName(tr("Server"));
    layOut(log);
    connectSections();
    connectBroker(overviews);
    showOverview({});
    if (const std::optional<Error> &failure = m_console.now().startFailure)
        showFailure(*failure);
}

void ServerPage::layOut(LogModel &log)
{
    auto *top = new QWidget(this);
    auto *topRows = new QVBoxLayout(top);
    topRows->setContentsMargins(3 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep);
    topRows->addWidget(m_status);
    m_pages->addSection(tr("Connect"), { m_urls, m_figures });
    for (const Entry &entry : std::as_const(m_entries)) {
        m_sections += entry.sections;
        m_pages->addSection(
            entry.title, QList<QWidget *>(entry.sections.begin(), entry.sections.end()));
    }
    m_pages->addFilled(tr("Log"), new LogView(log, this));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(top);
    rows->addWidget(new Hairline(this));
    rows->addWidget(m_pages, 1);
    rows->addWidget(m_bar);
}

void ServerPage::connectSections()
{
    for (ConfigSection *section : std::as_const(m_sections)) {
        section->revert(m_console.now().config);
        connect(section, &ConfigSection::edited, this, [this, section] {
            m_refusal.clear();
            m_refused.remove(section);
            showChanges();
        });
    }
    connect(m_bar, &ApplyBar::applied, this, &ServerPage::apply);
    connect(m_bar, &ApplyBar::reverted, this, &ServerPage::revert);
    connect(m_origins, &OriginsSection::allowed, this, &ServerPage::allow);
    connect(m_status, &StatusSection::databaseWanted, this, &ServerPage::focusDatabase);
}

void ServerPage::connectBroker(OverviewFeed &overviews)
{
    connect(m_tls, &TlsSection::reloadWanted, this, [this, &overviews] {
        m_console.ask(ReloadCertificate())
            .then(this, [this, &overviews](const Result<Done> &result) {
                m_tls->showReloaded(result);
                overviews.refresh();
            });
    });
    connect(&overviews, &OverviewFeed::arrived, this, &ServerPage::showOverview);
    m_console.on<ConfigChanged>(this, [this] { showConfig(); });
    m_console.on<StateChanged>(this, [this] { showState(); });
    connect(&m_console, &Console::linkChanged, this, &ServerPage::showLink);
    m_console.on<StartFailed>(this, [this](const StartFailed &event) { showFailure(event.error); });
}

void ServerPage::setScope(const ProjectId &project)
{
    m_urls->setProject(project);
}

void ServerPage::showState()
{
    if (m_console.now().state == State::Listening)
        clearErrors();
    else
        showOverview({});
    showConfig();
}

/// A user who may not change the configuration is not told it, and some brokers do not tell it.
void ServerPage::showLink()
{
    m_tls->setFilesHere(m_console.link().isInside());
    if (!m_console.link().isUp())
        return;
    m_tls->setReloadObstacle(m_console.obstacleTo<ReloadCertificate>());
    const bool isTold = m_console.may<Configure>();
    m_bar->setVisible(isTold);
    for (const Entry &entry : std::as_const(m_entries))
        m_pages->setOffered(entry.sections.constFirst()->objectName(), isTold);
}

void ServerPage::showOverview(const BrokerOverview &overview)
{
    const bool listens = m_console.now().state == State::Listening;
    m_connections = overview.figures.connections;
    m_status->setConnections(overview.figures.connections);
    m_figures->showOverview(overview, listens ? m_console.now().config.maxConnections : 0);
    m_urls->offer(overview.projects);
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

ConfigSection *ServerPage::showError(const Error &error)
{
    const auto found = std::find_if(m_sections.begin(), m_sections.end(),
        [&error](ConfigSection *section) { return section->showError(error); });
    if (found == m_sections.end())
        return nullptr;
    m_refused.insert(*found);
    for (const Entry &entry : std::as_const(m_entries)) {
        if (entry.sections.contains(*found))
            m_pages->choose(entry.sections.constFirst()->objectName());
    }
    return *found;
}

void ServerPage::clearErrors()
{
    for (ConfigSection *section : std::as_const(m_sections))
        section->clearError();
    m_refused.clear();
}

void ServerPage::showFailure(const Error &error)
{
    m_status->showFailure(error, showError(error) != nullptr);
    showChanges();
}

bool ServerPage::isValid() const
{
    return std::all_of(m_sections.begin(), m_sections.end(),
        [](const ConfigSection *section) { return section->problem().isNull(); });
}

QStringList ServerPage::wrongSections() const
{
    QStringList titles;
    for (const Entry &entry : m_entries) {
        const bool isWrong = std::any_of(
            entry.sections.begin(), entry.sections.end(), [this](ConfigSection *section) {
                return !section->problem().isNull() || m_refused.contains(section);
            });
        m_pages->setWrong(entry.sections.constFirst()->objectName(), isWrong);
        if (isWrong)
            titles.append(entry.title);
    }
    return titles;
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
    const QString wrong = wrongSections().join(u", "_s);
    const BrokerConfig changed = draft();
    if (m_isApplying)
        m_bar->showChanges(Note::Tone::Dim, tr("Applying…"), false);
    else if (!isValid())
        m_bar->showChanges(Note::Tone::Bad, tr("To be corrected first: %1").arg(wrong), false);
    else if (changed == m_console.now().config)
        m_bar->showNone();
    else if (!m_refusal.isNull())
        m_bar->showChanges(Note::Tone::Bad, m_refusal, true);
    else if (!wrong.isEmpty())
        m_bar->showChanges(
            Note::Tone::Bad, tr("Not applied. The reason is in %1.").arg(wrong), true);
    else
        m_bar->showChanges(Note::Tone::Dim, consequence(changed), true);
}

bool ServerPage::confirmed(const BrokerConfig &draft)
{
    const bool isElsewhere = !m_console.link().isInside();
    if (m_console.now().state != State::Listening || (m_connections == 0 && !isElsewhere)
        || !needsRestart(m_console.now().config, draft))
        return true;
    const int count = static_cast<int>(m_connections);
    Prompts::Question question;
    question.title = tr("Restart the broker?");
    question.text = count == 1
        ? tr("The changes need a restart, which closes 1 connection.")
        : tr("The changes need a restart, which closes %Ln connections.", nullptr, count);
    if (isElsewhere)
        question.text += u' '
            + tr("If it fails, the broker can only be started again on its own machine.");
    question.yes = tr("Apply and restart");
    question.isDestructive = true;
    return m_prompts.ask(this, question).yes;
}

void ServerPage::apply()
{
    const BrokerConfig wanted = draft();
    if (m_isApplying || !isValid() || !confirmed(wanted))
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
        m_refused.clear();
        Q_EMIT configApplied(applied);
    } else if (result.error().reason == ErrorReason::NoConnectionToBroker) {
        m_refusal.clear(); // A restart has ended the connection; the next one tells what holds.
    } else if (!showError(result.error())) {
        m_refusal = errorText(result.error());
    }
    showChanges();
}

void ServerPage::revert()
{
    m_refusal.clear();
    m_refused.clear();
    for (ConfigSection *section : std::as_const(m_sections))
        section->revert(m_console.now().config);
    showChanges();
}

void ServerPage::focusFilter()
{
    m_pages->choose(u"log"_s);
    auto *find = findChild<QLineEdit *>(u"findLog"_s);
    find->setFocus(Qt::ShortcutFocusReason);
    find->selectAll();
}

void ServerPage::focusDatabase()
{
    m_pages->choose(m_database->objectName());
    m_database->focusField();
}

/// Each wrong value counts, too: it is not in the draft.
QString ServerPage::unsaved() const
{
    const BrokerConfig &running = m_console.now().config;
    const BrokerConfig changed = draft();
    const auto wrong = std::count_if(m_sections.begin(), m_sections.end(),
        [](const ConfigSection *section) { return !section->problem().isNull(); });
    const int count = changeCount(running, changed) + static_cast<int>(wrong)
        + (changed.serviceKey == running.serviceKey ? 0 : 1);
    if (count == 0)
        return {};
    return count == 1 ? tr("1 change on the Server page is not applied.")
                      : tr("%Ln changes on the Server page are not applied.", nullptr, count);
}

void ServerPage::restore(const UiSettings &settings)
{
    m_pages->choose(QString::fromUtf8(settings.layouts.value(SectionKey)));
}

void ServerPage::save(UiSettings &settings) const
{
    settings.layouts.insert(SectionKey, m_pages->chosen().toUtf8());
}

} // namespace broadcaster
