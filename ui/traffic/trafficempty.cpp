// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficempty.h"

#include "server/api/console.h"
#include "ui/base/connecturl.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/startremedies.h"

#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

TrafficEmpty::TrafficEmpty(Console &console, QWidget *parent)
    : QStackedWidget(parent)
    , m_console(console)
    , m_notListening(state("notListening", "stop", {}, {}))
    , m_remedies(new StartRemedies(console, *m_notListening))
    , m_nobody(teacher())
    , m_nothingSaid(state("nothingSaid", "traffic", tr("Nothing has been said yet"),
          tr("Clients are connected. Every message appears here with its receivers.")))
    , m_nothingInProject(state("nothingInProject", "traffic", tr("Nothing from this project"),
          tr("Choose All projects at the left to see the messages of the others.")))
    , m_nothingMatches(state("nothingMatches", "filter", tr("No message matches the filter"),
          tr("New messages that match appear here.")))
    , m_fileIsEmpty(state("fileIsEmpty", "open", tr("There are no messages in this file"), {}))
{
    setObjectName(u"trafficEmpty"_s);
    connect(m_remedies, &StartRemedies::changed, this, &TrafficEmpty::showBroker);
    connect(m_remedies, &StartRemedies::databaseWanted, this, &TrafficEmpty::databaseWanted);
    showBroker();
    QPushButton *clear = m_nothingMatches->addButton(tr("Clear filter"), u"clearFilter"_s);
    connect(clear, &QPushButton::clicked, this, &TrafficEmpty::clearFilterWanted);
}

EmptyState *TrafficEmpty::state(
    const char *name, const char *icon, const QString &title, const QString &text)
{
    auto *made = new EmptyState(this);
    made->setObjectName(QLatin1StringView(name));
    made->setIcon(icon);
    made->setTitle(title);
    made->setText(text);
    addWidget(made);
    return made;
}

EmptyState *TrafficEmpty::teacher()
{
    EmptyState *made = state("nobodyConnected", "clients", tr("Nobody is connected yet"),
        tr("Open the broker's own page in a browser: it connects with a form, and its console "
           "(F12) "
           "takes the last line. Or connect with any WebSocket client. Choose any project name; "
           "the "
           "type is runtime, data-agent or admin."));
    m_page = new CopyField(tr("Page to open in a browser"), made);
    m_page->setObjectName(u"connectPage"_s);
    m_url = new CopyField(tr("URL to connect to"), made);
    m_url->setObjectName(u"connectUrl"_s);
    m_client = new CopyField(tr("A client in one line"), made);
    m_client->setObjectName(u"connectClient"_s);
    made->addContent(m_page);
    made->addContent(m_url);
    made->addContent(m_client);
    m_demo = made->addButton(tr("Start demo traffic"), u"demoTraffic"_s);
    connect(m_demo, &QPushButton::clicked, this, [this] { Q_EMIT demoWanted(!m_isDemoRunning); });
    return made;
}

void TrafficEmpty::showBroker()
{
    const QString reason = m_remedies->reason();
    m_notListening->setTitle(m_remedies->title());
    m_notListening->setText(reason.isEmpty()
            ? tr("Messages appear here as soon as it runs and clients talk.")
            : reason);
}

void TrafficEmpty::show(Why why)
{
    showUrl(m_console.now().urls.value(0));
    showDemo();
    switch (why) {
    case Why::NotListening:
        setCurrentWidget(m_notListening);
        break;
    case Why::NobodyConnected:
        setCurrentWidget(m_nobody);
        break;
    case Why::NothingSaid:
        setCurrentWidget(m_nothingSaid);
        break;
    case Why::NothingInProject:
        setCurrentWidget(m_nothingInProject);
        break;
    case Why::NothingMatches:
        setCurrentWidget(m_nothingMatches);
        break;
    case Why::FileIsEmpty:
        setCurrentWidget(m_fileIsEmpty);
        break;
    }
}

/// `ws://host:port`; empty while the broker does not listen.
void TrafficEmpty::showUrl(const QString &url)
{
    const QString whole = url + u"/websocket?projectId=my-project&type=runtime"_s;
    m_page->setText(url.isEmpty() ? QString() : requestUrl(url, u"/"_s));
    m_url->setText(whole);
    m_client->setText(
        u"ws = new WebSocket(\"%1\"); ws.onmessage = e => console.log(e.data)"_s.arg(whole));
}

void TrafficEmpty::showDemo()
{
    m_demo->setVisible(m_console.may<SetDemoRunning>());
    m_isDemoRunning = m_console.now().isDemoRunning;
    m_demo->setText(m_isDemoRunning ? tr("Stop demo traffic") : tr("Start demo traffic"));
    m_demo->setAccessibleName(m_demo->text());
}

} // namespace broadcaster
