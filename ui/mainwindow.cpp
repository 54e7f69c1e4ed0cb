// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/mainwindow.h"

#include <QtCore/QDateTime>
#include <QtGui/QAction>
#include <QtGui/QCloseEvent>
#include <QtGui/QIcon>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QLabel>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QMessageBox>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QStatusBar>
#include <QtWidgets/QTreeWidget>

#include <algorithm>

// Outside of any namespace, as Qt wants it: a static library's resources are not found otherwise.
static void initResources()
{
    Q_INIT_RESOURCE(broadcaster);
}

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

enum Column { NameColumn, TypeColumn, SinceColumn, AddressColumn, ColumnCount };

constexpr int ProjectRole = Qt::UserRole;
constexpr int ClientRole = Qt::UserRole + 1;

QString typeText(ClientType type)
{
    const std::string_view name = wireName(type);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QTreeWidgetItem *clientItem(const ProjectInfo &project, const ClientInfo &client)
{
    auto *item = new QTreeWidgetItem;
    item->setText(NameColumn, QString::fromLatin1(client.id.text()));
    item->setText(TypeColumn, typeText(client.type));
    item->setText(SinceColumn,
        QLocale().toString(
            QDateTime::fromMSecsSinceEpoch(client.connectedAtMs).time(), QLocale::LongFormat));
    item->setText(AddressColumn, client.address);
    item->setData(NameColumn, ProjectRole, QVariant::fromValue(project.id));
    item->setData(NameColumn, ClientRole, QVariant::fromValue(client.id));
    return item;
}

} // namespace

MainWindow::MainWindow(BrokerMonitor &monitor, BrokerControl &control, QWidget *parent)
    : QMainWindow(parent)
    , m_monitor(monitor)
    , m_control(control)
    , m_status(new QLabel(this))
    , m_hint(new QLabel(this))
    , m_tree(new QTreeWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_disconnect(new QAction(tr("Disconnect client"), this))
{
    initResources();
    setWindowTitle(tr("Broadcaster"));
    setWindowIcon(QIcon(u":/icons/broadcaster.svg"_s));
    resize(900, 560);

    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setMargin(32);
    m_hint->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_hint->setAccessibleName(tr("State"));

    m_tree->setObjectName(u"projects"_s);
    m_tree->setAccessibleName(tr("Projects and their clients"));
    m_tree->setHeaderLabels({ tr("Project or client"), tr("Type"), tr("Since"), tr("Address") });
    m_tree->header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    m_tree->header()->setStretchLastSection(false);
    for (int column = TypeColumn; column < ColumnCount; ++column)
        m_tree->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    m_tree->setUniformRowHeights(true);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setStyleSheet(u"QTreeView::item { padding: 5px 8px; }"_s);
    m_tree->addAction(m_disconnect);
    m_tree->setContextMenuPolicy(Qt::ActionsContextMenu);

    m_stack->addWidget(m_hint);
    m_stack->addWidget(m_tree);
    setCentralWidget(m_stack);
    statusBar()->addWidget(m_status, 1);
    m_status->setMargin(4);
    m_status->setObjectName(u"status"_s);

    QMenu *file = menuBar()->addMenu(tr("&File"));
    file->addAction(tr("&Quit"), QKeySequence::Quit, this, &MainWindow::close);
    QMenu *clients = menuBar()->addMenu(tr("&Client"));
    m_disconnect->setShortcut(QKeySequence::Delete);
    clients->addAction(m_disconnect);

    connect(m_disconnect, &QAction::triggered, this, &MainWindow::disconnectSelected);
    connect(&m_monitor, &BrokerMonitor::stateChanged, this, &MainWindow::showState);
    connect(&m_monitor, &BrokerMonitor::failed, this, &MainWindow::showError);
    connect(&m_refresh, &QTimer::timeout, this, &MainWindow::refresh);
    m_refresh.start(1s);
    showState();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    event->accept();
    Q_EMIT closed();
}

void MainWindow::showState()
{
    switch (m_monitor.state()) {
    case BrokerMonitor::State::Starting:
        m_status->setText(tr("Starting"));
        break;
    case BrokerMonitor::State::Listening:
        m_status->setText(tr("Listening on %1").arg(m_monitor.urls().join(u", "_s)));
        showProjects({});
        break;
    case BrokerMonitor::State::Stopping:
        m_status->setText(tr("Stopping"));
        break;
    case BrokerMonitor::State::Stopped:
        m_status->setText(tr("Stopped"));
        showProjects({});
        break;
    }
}

void MainWindow::showError(const Error &error)
{
    m_hint->setText(tr("The broker is not running.") + u"\n\n"_s + error.detail);
    m_stack->setCurrentWidget(m_hint);
}

void MainWindow::refresh()
{
    if (m_monitor.state() != BrokerMonitor::State::Listening || isMinimized())
        return;
    m_monitor.projects().then(
        this, [this](const QList<ProjectInfo> &projects) { showProjects(projects); });
}

void MainWindow::showProjects(QList<ProjectInfo> projects)
{
    std::sort(projects.begin(), projects.end(),
        [](const ProjectInfo &a, const ProjectInfo &b) { return a.id.utf8() < b.id.utf8(); });
    const bool listening = m_monitor.state() == BrokerMonitor::State::Listening;
    if (projects.isEmpty() && listening)
        m_hint->setText(tr("No client is connected. Connect one to\n%1/websocket?projectId=demo"
                           "&type=runtime")
                            .arg(m_monitor.urls().value(0)));
    if (listening)
        m_stack->setCurrentWidget(projects.isEmpty() ? static_cast<QWidget *>(m_hint) : m_tree);
    if (projects == m_shown)
        return; // Rebuilding would lose the selection.
    m_shown = projects;
    m_tree->clear();
    for (const ProjectInfo &project : std::as_const(projects)) {
        auto *item = new QTreeWidgetItem(m_tree);
        item->setText(NameColumn, project.id.toString());
        item->setText(TypeColumn, tr("Clients: %1").arg(project.clients.size()));
        for (const ClientInfo &client : project.clients)
            item->addChild(clientItem(project, client));
        item->setExpanded(true);
    }
}

void MainWindow::disconnectSelected()
{
    const QTreeWidgetItem *item = m_tree->currentItem();
    if (!item)
        return;
    const QVariant client = item->data(NameColumn, ClientRole);
    if (!client.isValid())
        return;
    m_control.disconnectClient(
        item->data(NameColumn, ProjectRole).value<ProjectId>(), client.value<ClientId>());
}

} // namespace broadcaster
