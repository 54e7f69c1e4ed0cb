// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/statussection.h"

#include "ui/base/errortext.h"
#include "ui/base/obstacletext.h"
#include "ui/base/text.h"
#include "ui/prompts/prompts.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/note.h"
#include "ui/widgets/statusdot.h"

#include <QtCore/QDateTime>
#include <QtCore/QStringList>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

namespace {

QPushButton *button(
    const char *icon, const QString &text, const QString &objectName, QWidget *parent)
{
    auto *made = new QPushButton(themedIcon(icon), text, parent);
    made->setObjectName(objectName);
    made->setAccessibleName(text);
    return made;
}

} // namespace

StatusSection::StatusSection(Console &console, Prompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_prompts(prompts)
    , m_dot(new StatusDot(this))
    , m_state(new Note(Note::Tone::Plain, this))
    , m_since(new Note(Note::Tone::Dim, this))
    , m_failure(new Note(Note::Tone::Bad, this))
    , m_start(button("play", tr("Start"), u"start"_s, this))
    , m_stop(button("stop", tr("Stop"), u"stop"_s, this))
    , m_restart(button("refresh", tr("Restart"), u"restart"_s, this))
    , m_running(button("open", tr("Show the running window"), u"showRunningWindow"_s, this))
    , m_anyPort(button("server", tr("Use any free port this time"), u"startOnAnyPort"_s, this))
    , m_database(button("server", tr("Choose another database"), u"chooseDatabase"_s, this))
{
    setObjectName(u"statusSection"_s);
    m_state->setObjectName(u"brokerState"_s);
    m_since->setObjectName(u"brokerSince"_s);
    m_failure->setObjectName(u"brokerFailure"_s);
    auto *line = new QHBoxLayout;
    line->setSpacing(LayoutStep);
    line->addWidget(m_dot);
    line->addWidget(m_state, 1);
    line->addWidget(buildButtons());
    auto *repair = new QHBoxLayout;
    repair->addWidget(m_running);
    repair->addWidget(m_anyPort);
    repair->addWidget(m_database);
    repair->addStretch();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(LayoutStep / 2);
    rows->addLayout(line);
    rows->addWidget(m_since);
    rows->addWidget(m_failure);
    rows->addLayout(repair);
    hideFailure();

    connect(m_running, &QPushButton::clicked, this, &StatusSection::runningWindowWanted);
    connect(m_anyPort, &QPushButton::clicked, this, &StatusSection::startOnAnyPort);
    connect(m_database, &QPushButton::clicked, this, &StatusSection::databaseWanted);
    m_console.on<ConfigChanged>(this, [this] { showState(); });
    connect(&console, &Console::linkChanged, this, &StatusSection::showState);
    m_console.on<StateChanged>(this, [this] {
        const State state = m_console.now().state;
        // A broker elsewhere may have run for long.
        if (state == State::Listening && m_console.link().isInside())
            m_sinceMs = QDateTime::currentMSecsSinceEpoch();
        showState();
        if (state == State::Stopped && std::exchange(m_startsAgain, false))
            m_console.ask(StartBroker { m_console.now().config });
    });
    showState();
}

QWidget *StatusSection::buildButtons()
{
    auto *box = new QWidget(this);
    auto *row = new QHBoxLayout(box);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(LayoutStep);
    for (QPushButton *each : { m_start, m_stop, m_restart })
        row->addWidget(each);
    connect(m_start, &QPushButton::clicked, this,
        [this] { m_console.ask(StartBroker { m_console.now().config }); });
    connect(m_stop, &QPushButton::clicked, this, [this] { stop(false); });
    connect(m_restart, &QPushButton::clicked, this, [this] { stop(true); });
    return box;
}

void StatusSection::setConnections(qint64 connections)
{
    m_connections = connections;
    showTime();
}

void StatusSection::showState()
{
    const State state = m_console.now().state;
    if (state == State::Starting || state == State::Listening)
        hideFailure();
    const bool hasFailed = m_console.now().startFailure.has_value();
    // A broker elsewhere that has stopped cannot be asked to start.
    const bool isInside = m_console.link().isInside();
    const Obstacle obstacle = m_console.obstacleTo<StopBroker>();
    m_start->setVisible(isInside && (state == State::Stopped || state == State::Starting));
    m_start->setEnabled(state == State::Stopped);
    m_stop->setVisible(state == State::Listening || state == State::Stopping);
    setAllowed(*m_stop, state == State::Listening, obstacle);
    m_restart->setVisible(isInside);
    m_restart->setEnabled(state == State::Listening);
    switch (state) {
    case State::Stopped:
        m_dot->setTone(hasFailed ? Note::Tone::Bad : Note::Tone::Faint);
        m_state->setText(
            hasFailed ? tr("The broker could not start") : tr("The broker is not running"));
        break;
    case State::Starting:
        m_dot->setTone(Note::Tone::Warning);
        m_state->setText(tr("The broker is starting"));
        break;
    case State::Listening:
        m_dot->setTone(obstacle == Obstacle::NoLink ? Note::Tone::Warning : Note::Tone::Ok);
        m_state->setText(obstacle == Obstacle::NoLink
                ? obstacleText(obstacle)
                : tr("Listening on %1").arg(m_console.now().urls.join(u", "_s)));
        break;
    case State::Stopping:
        m_dot->setTone(Note::Tone::Warning);
        m_state->setText(tr("The broker is stopping: clients have a moment to go"));
        break;
    }
    showTime();
}

void StatusSection::showTime()
{
    const bool isKnown = m_console.now().state == State::Listening && m_sinceMs != 0;
    QStringList lines;
    if (isKnown)
        lines += tr("Since %1, for %2")
                     .arg(dateTimeText(m_sinceMs),
                         durationText(QDateTime::currentMSecsSinceEpoch() - m_sinceMs));
    if (const auto port = m_console.now().usualPort)
        lines += tr("The port is for this run only. The next start takes port %1.").arg(*port);
    m_since->setShown(lines.join(u'\n'));
}

void StatusSection::hideFailure()
{
    for (QWidget *widget :
        std::initializer_list<QWidget *> { m_failure, m_running, m_anyPort, m_database })
        widget->hide();
}

void StatusSection::setRunningWindow(bool exists)
{
    m_running->setVisible(exists && m_console.now().startFailure);
}

void StatusSection::showFailure(const Error &error, bool isShownElsewhere)
{
    m_startsAgain = false;
    m_failure->setShown(isShownElsewhere ? QString() : errorText(error));
    m_anyPort->setVisible(error.code == ErrorCode::AddressInUse);
    m_database->setVisible(isDatabaseError(error.code));
    showState();
}

bool StatusSection::confirmed(bool startAgain)
{
    const bool isElsewhere = !m_console.link().isInside();
    if (m_connections == 0 && !isElsewhere)
        return true;
    const int count = static_cast<int>(m_connections);
    Prompts::Question question;
    question.title = startAgain ? tr("Restart the broker?") : tr("Stop the broker?");
    question.text = count == 1
        ? tr("1 connection is closed. All counts are written first.")
        : tr("%Ln connections are closed. All counts are written first.", nullptr, count);
    if (isElsewhere)
        question.text += u' ' + tr("It can only be started again on its own machine.");
    question.yes = startAgain ? tr("Restart") : tr("Stop");
    question.isDestructive = true;
    return m_prompts.ask(this, question).yes;
}

void StatusSection::stop(bool startAgain)
{
    if (!confirmed(startAgain))
        return;
    m_startsAgain = startAgain;
    m_console.ask(StopBroker());
}

void StatusSection::startOnAnyPort()
{
    BrokerConfig config = m_console.now().config;
    config.port = 0;
    m_console.ask(StartBroker { config, true });
}

} // namespace broadcaster
