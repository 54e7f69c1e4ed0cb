// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/conversations/conversationsempty.h"

#include "ui/base/text.h"
#include "ui/conversations/conversationwatch.h"
#include "ui/widgets/emptystate.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ConversationsEmpty::ConversationsEmpty(
    Console &console, const ConversationWatch &watch, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_watch(watch)
    , m_state(new EmptyState(this))
    , m_demo(m_state->addButton(tr("Start demo traffic"), u"conversationsDemo"_s))
{
    m_state->setIcon("conversations");
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_state);
    connect(
        m_demo, &QPushButton::clicked, this, [this] { m_console.ask(SetDemoRunning { true }); });
    m_console.on<StateChanged>(this, [this] { showReason(); });
    m_console.on<DemoChanged>(this, [this] { showReason(); });
    connect(&console, &Console::linkChanged, this, &ConversationsEmpty::showReason);
    showReason();
}

void ConversationsEmpty::setScope(const ProjectId &project)
{
    m_scope = project;
    showReason();
}

void ConversationsEmpty::showReason()
{
    const bool isListening = m_console.now().state == BrokerState::Listening;
    const bool hasMessages = m_watch.store() && m_watch.store()->count() > 0;
    m_demo->setVisible(isListening && !hasMessages && !m_console.now().isDemoRunning
        && m_console.may<SetDemoRunning>());
    if (!hasMessages)
        showNoMessages(isListening);
    else
        showNoPairs();
}

void ConversationsEmpty::showNoMessages(bool isListening)
{
    if (isListening) {
        m_state->setTitle(tr("No message has arrived yet"));
        m_state->setText(tr("As soon as a client answers another one, the times of its replies are "
                            "listed here. Demo traffic has some."));
    } else {
        m_state->setTitle(tr("The broker is not running"));
        m_state->setText(tr("Requests and replies are found in its messages. The Server page says "
                            "where the broker listens, and why a start failed."));
    }
}

void ConversationsEmpty::showNoPairs()
{
    if (m_watch.pending() > 0) {
        m_state->setTitle(tr("Requests and replies are being found"));
        m_state->setText(
            tr("%1 messages are left.").arg(countText(static_cast<qint64>(m_watch.pending()))));
        return;
    }
    m_state->setTitle(m_scope.isNull()
            ? tr("No request and no reply was found")
            : tr("No request and no reply of %1 was found").arg(m_scope.toString()));
    m_state->setText(tr("A reply repeats a value of its request. If yours do so in another "
                        "field, write its path above, such as payload.job.id. With the rule "
                        "next, the next message back to the sender counts as the reply."));
}

} // namespace broadcaster
