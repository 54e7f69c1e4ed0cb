// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/clients/clientsempty.h"

#include "ui/base/connecturl.h"
#include "ui/theme/icons.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/note.h"
#include "ui/widgets/startremedies.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

ClientsEmpty::ClientsEmpty(Console &console, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_state(new EmptyState(this))
    , m_urls(new QWidget(this))
    , m_runtime(new CopyField(tr("URL for a runtime"), this))
    , m_agent(new CopyField(tr("URL for a data agent"), this))
{
    m_runtime->setObjectName(u"runtimeUrl"_s);
    m_agent->setObjectName(u"agentUrl"_s);
    auto *grid = new QGridLayout(m_urls);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(new Note(Note::Tone::Dim, tr("As a runtime"), m_urls), 0, 0);
    grid->addWidget(m_runtime, 0, 1);
    grid->addWidget(new Note(Note::Tone::Dim, tr("As a data agent"), m_urls), 1, 0);
    grid->addWidget(m_agent, 1, 1);
    grid->setColumnStretch(1, 1);
    m_state->addContent(m_urls);
    m_remedies = new StartRemedies(m_console, *m_state);
    m_demo = m_state->addButton({}, u"demoTraffic"_s);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_state);

    connect(m_remedies, &StartRemedies::changed, this, &ClientsEmpty::showState);
    connect(m_remedies, &StartRemedies::databaseWanted, this, &ClientsEmpty::databaseWanted);
    connect(m_demo, &QPushButton::clicked, this,
        [this] { m_console.ask(SetDemoRunning { !m_console.now().isDemoRunning }); });
    m_console.on<ConfigChanged>(this, [this] { showState(); });
    connect(&console, &Console::linkChanged, this, &ClientsEmpty::showState);
    m_console.on<DemoChanged>(this, [this] { showState(); });
    showState();
}

void ClientsEmpty::setScope(const ProjectId &project)
{
    m_scope = project;
    showState();
}

void ClientsEmpty::showState()
{
    const State state = m_console.now().state;
    const bool listens = state == State::Listening;
    const QString url = m_console.now().urls.value(0);
    const QString project = m_scope.isNull() ? u"demo"_s : m_scope.toString();
    m_state->setIcon(listens ? "clients" : "server");
    m_urls->setVisible(listens);
    m_runtime->setText(connectUrl(url, project, ClientType::Runtime));
    m_agent->setText(connectUrl(url, project, ClientType::DataAgent));
    m_demo->setVisible(listens && m_console.may<SetDemoRunning>());
    m_demo->setText(
        m_console.now().isDemoRunning ? tr("Stop demo traffic") : tr("Start demo traffic"));
    m_demo->setAccessibleName(m_demo->text());
    switch (state) {
    case State::Listening:
        m_state->setTitle(m_scope.isNull() ? tr("No client is connected")
                                           : tr("No client of %1 is connected").arg(project));
        m_state->setText(tr("Connect one with any WebSocket library. It is in this list as soon "
                            "as it is in. Demo traffic connects three clients to the project "
                            "demo and lets them talk."));
        break;
    case State::Starting:
        m_state->setTitle(m_remedies->title());
        m_state->setText({});
        break;
    case State::Stopping:
        m_state->setTitle(m_remedies->title());
        m_state->setText(tr("Clients are told, and have a moment to go."));
        break;
    case State::Stopped:
        m_state->setTitle(m_remedies->title());
        m_state->setText(m_remedies->reason().isEmpty()
                ? tr("Nobody can connect until it is. The Server page says where it listens.")
                : m_remedies->reason());
        break;
    }
}

} // namespace broadcaster
