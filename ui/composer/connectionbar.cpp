// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/connectionbar.h"

#include "server/api/limits.h"
#include "ui/theme/layoutstep.h"

#include <QtCore/QSignalBlocker>
#include <QtWidgets/QAbstractItemView>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <chrono>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr int MinProjectLetters = 12;
constexpr auto NameSettleTime = 500ms; ///< A name that is being typed is not another project yet.

} // namespace

ConnectionBar::ConnectionBar(Console &console, OverviewFeed &overviews, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_overviews(overviews)
    , m_project(new QComboBox(this))
    , m_state(new NoticeLine(u"composerState"_s, tr("Connection"), this))
    , m_connect(new QPushButton(this))
{
    setObjectName(u"connectionBar"_s);
    m_project->setObjectName(u"composerProject"_s);
    m_project->setAccessibleName(tr("Project"));
    setFocusProxy(m_project);
    m_project->setEditable(true);
    m_project->setInsertPolicy(QComboBox::NoInsert);
    m_project->setMinimumContentsLength(MinProjectLetters);
    m_project->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_project->lineEdit()->setPlaceholderText(tr("Project"));
    m_project->lineEdit()->setMaxLength(limits::MaxProjectIdBytes);
    m_connect->setObjectName(u"composerConnect"_s);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(LayoutStep / 2);
    auto *row = new QHBoxLayout;
    row->setSpacing(LayoutStep);
    row->addWidget(m_project, 1);
    row->addWidget(m_connect);
    layout->addLayout(row);
    layout->addWidget(m_state);

    connect(m_project, &QComboBox::editTextChanged, this, [this] {
        m_settle.start();
        updateState();
        Q_EMIT projectChanged();
    });
    // A name that the user gave is not replaced behind the user's back.
    connect(m_project->lineEdit(), &QLineEdit::textEdited, this, [this] { followRows(false); });
    connect(m_project, &QComboBox::activated, this, [this] { followRows(false); });
    m_settle.setSingleShot(true);
    m_settle.setInterval(NameSettleTime);
    connect(&m_settle, &QTimer::timeout, this, &ConnectionBar::leavePrevious);
    connect(m_connect, &QPushButton::clicked, this, &ConnectionBar::toggle);
    connect(&m_overviews, &OverviewFeed::arrived, this, &ConnectionBar::offer);
    m_console.on<ConsoleClientChanged>(this, [this] { updateState(); });
    m_console.on<StateChanged>(this, [this] { updateState(); });
    updateState();
}

ProjectId ConnectionBar::project() const
{
    const Result<ProjectId> id = ProjectId::fromUtf8(projectText().toUtf8());
    return id ? *id : ProjectId();
}

QString ConnectionBar::projectText() const
{
    return m_project->currentText();
}

void ConnectionBar::setProjectText(const QString &text)
{
    if (text != projectText())
        m_project->setEditText(text);
    leavePrevious();
}

bool ConnectionBar::isListening() const
{
    return m_console.now().state == BrokerState::Listening && m_console.link().isUp();
}

void ConnectionBar::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    m_overviews.refresh();
}

void ConnectionBar::offer(const BrokerOverview &overview)
{
    if (!isVisible())
        return; // A hidden bar chooses no project.
    QStringList names;
    for (const ProjectSummary &project : overview.projects)
        names.append(project.id.toString());
    names.sort();
    QStringList shown;
    for (int i = 0; i < m_project->count(); ++i)
        shown.append(m_project->itemText(i));
    // If the list changed under the pointer, the user would choose the wrong project.
    if (names == shown || m_project->view()->isVisible())
        return;
    const QString text = projectText();
    const int cursor = m_project->lineEdit()->cursorPosition();
    {
        const QSignalBlocker blocker(m_project);
        m_project->clear();
        m_project->addItems(names);
        m_project->setEditText(text);
        m_project->lineEdit()->setCursorPosition(cursor);
    }
    // The only project is the intended one.
    if (text.isEmpty() && names.size() == 1)
        m_project->setEditText(names.constFirst());
}

void ConnectionBar::followRows(bool follows)
{
    m_followsRows = follows;
}

void ConnectionBar::pointAt(const ProjectId &project)
{
    const bool isConnected = m_console.now().consoleClients.value(this->project())
        != ConsoleClientState::Disconnected;
    if (m_followsRows && !isConnected && !project.isNull())
        setProjectText(project.toString());
}

void ConnectionBar::leavePrevious()
{
    m_settle.stop();
    const ProjectId previous = std::exchange(m_shown, project());
    if (previous != m_shown && isListening()
        && m_console.now().consoleClients.value(previous) != ConsoleClientState::Disconnected)
        m_console.ask(DisconnectConsoleClient { previous });
}

void ConnectionBar::toggle()
{
    const ProjectId id = project();
    leavePrevious();
    if (m_console.now().consoleClients.value(id) == ConsoleClientState::Disconnected)
        m_console.ask(ConnectConsoleClient { id });
    else
        m_console.ask(DisconnectConsoleClient { id });
    Q_EMIT toggled();
}

void ConnectionBar::updateState()
{
    const ProjectId id = project();
    const ConsoleClientState state = id.isNull() ? ConsoleClientState::Disconnected
                                                 : m_console.now().consoleClients.value(id);
    QString words;
    NoticeLine::Tone tone = NoticeLine::Tone::Plain;
    if (!isListening()) {
        words = tr("The broker is not running. Start it on the Server page.");
    } else if (id.isNull()) {
        words = projectText().isEmpty() ? tr("Choose a project or type its name.")
                                        : tr("No project can have this name.");
        if (!projectText().isEmpty())
            tone = NoticeLine::Tone::Bad;
    } else if (state == ConsoleClientState::Connected) {
        words = tr("Connected as an admin client");
        tone = NoticeLine::Tone::Good;
    } else if (state == ConsoleClientState::Connecting) {
        words = tr("Connecting\u2026");
    } else {
        words = tr("Not connected; sending connects");
    }
    m_state->say(words, tone);
    const QString verb = state == ConsoleClientState::Disconnected ? tr("Connect")
                                                                   : tr("Disconnect");
    m_connect->setText(verb);
    m_connect->setAccessibleName(verb);
    m_connect->setEnabled(isListening() && !id.isNull());
}

} // namespace broadcaster
