// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/clients/clientspage.h"

#include "inspect/filter/filter.h"
#include "ui/base/obstacletext.h"
#include "ui/base/text.h"
#include "ui/clients/clientdetails.h"
#include "ui/clients/clientsempty.h"
#include "ui/clients/clientstable.h"
#include "ui/prompts/prompts.h"
#include "ui/prompts/renamedialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/note.h"

#include <QtCore/QDateTime>
#include <QtCore/QUuid>
#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QSplitter>
#include <QtWidgets/QStackedWidget>
#include <QtWidgets/QToolButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

namespace {

QString nameOf(const ClientLabel &label)
{
    return label.isNamed() ? label.text : shortId(label.text.toUtf8());
}

} // namespace

ClientsPage::ClientsPage(Console &console, Prompts &prompts, QWidget *parent)
    : Page(parent)
    , m_console(console)
    , m_prompts(prompts)
    , m_proxy(m_model)
    , m_find(new QLineEdit(this))
    , m_count(new Note(Note::Tone::Dim, this))
    , m_partial(new Note(Note::Tone::Warning, this))
    , m_table(new ClientsTable(m_proxy, this))
    , m_stack(new QStackedWidget(this))
    , m_notFound(new EmptyState(this))
    , m_empty(new ClientsEmpty(console, this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_details(new ClientDetails(console, this))
{
    setObjectName(u"clients"_s);
    setAccessibleName(tr("Clients"));
    buildActions();
    layOut();
    connect(m_find, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_proxy.setWords(text);
        showWhatThereIs();
    });
    m_console.on<StateChanged>(this, [this] {
        if (m_console.now().state == State::Listening)
            refresh();
        else
            take(m_scope, {});
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &ClientsPage::showSelection);
    connect(&console, &Console::linkChanged, this, &ClientsPage::showSelection);
    showWhatThereIs();
}

void ClientsPage::setNames(ClientNames &names)
{
    m_names = &names;
    m_model.setNames(&names);
    connect(&names, &ClientNames::changed, this, &ClientsPage::showSelection);
}

QAction *ClientsPage::addTableAction(
    const char *icon, const QString &text, const QString &objectName, const QKeySequence &shortcut)
{
    auto *action = new QAction(themedIcon(icon), text, this);
    action->setObjectName(objectName);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_table->addAction(action);
    return action;
}

void ClientsPage::buildActions()
{
    m_filter = addTableAction("filter", tr("Filter traffic"), u"filterClient"_s);
    m_filter->setToolTip(
        tr("Shows the messages of the selected client, and those sent to it alone"));
    m_send = addTableAction("send", tr("Send to…"), u"sendToClient"_s);
    m_send->setToolTip(tr("Opens the composer with a message to the selected client"));
    m_copy = addTableAction("copy", tr("Copy id"), u"copyClientId"_s, QKeySequence::Copy);
    m_rename = addTableAction("mark", tr("Rename…"), u"renameClient"_s, Qt::Key_F2);
    m_rename->setToolTip(tr("Gives the selected client a name of your own"));
    m_disconnect = addTableAction(
        "disconnect", tr("Disconnect…"), u"disconnect"_s, QKeySequence::Delete);
    connect(m_filter, &QAction::triggered, this, &ClientsPage::filterOnSelected);
    connect(m_send, &QAction::triggered, this, &ClientsPage::sendToSelected);
    connect(m_rename, &QAction::triggered, this, &ClientsPage::renameSelected);
    connect(m_copy, &QAction::triggered, this, &ClientsPage::copyIds);
    connect(m_disconnect, &QAction::triggered, this, &ClientsPage::disconnectSelected);
    connect(m_table, &QAbstractItemView::doubleClicked, m_filter, &QAction::trigger);
}

QWidget *ClientsPage::buildBar()
{
    m_find->setObjectName(u"findClient"_s);
    m_find->setAccessibleName(tr("Find clients"));
    m_find->setPlaceholderText(tr("Find by name, id, type, project, address or user agent"));
    m_find->setClearButtonEnabled(true);
    m_find->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    m_count->setObjectName(u"clientCount"_s);
    m_count->setWordWrap(false);

    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(2 * LayoutStep - 2, LayoutStep + 2, 2 * LayoutStep - 2, LayoutStep + 2);
    row->setSpacing(LayoutStep);
    row->addWidget(m_find, 1);
    row->addWidget(m_count);
    for (QAction *action : { m_filter, m_send, m_disconnect })
        row->addWidget(new ActionButton(*action, bar));
    auto *columns = new QToolButton(bar);
    columns->setObjectName(u"clientColumns"_s);
    columns->setAccessibleName(tr("Columns"));
    columns->setToolTip(tr("Choose columns"));
    columns->setIcon(themedIcon("table"));
    columns->setIconSize({ IconSide, IconSide });
    columns->setAutoRaise(true);
    columns->setPopupMode(QToolButton::InstantPopup);
    columns->setMenu(m_table->columns().menu());
    row->addWidget(columns);
    return bar;
}

void ClientsPage::layOut()
{
    m_notFound->setObjectName(u"clientsNotFound"_s);
    m_notFound->setIcon("search");
    QPushButton *all = m_notFound->addButton(tr("Show all clients"), u"findNothing"_s);
    connect(all, &QPushButton::clicked, m_find, &QLineEdit::clear);
    m_empty->setObjectName(u"clientsEmpty"_s);
    connect(m_empty, &ClientsEmpty::databaseWanted, this, &Page::databaseWanted);

    auto *lower = new QWidget(this);
    auto *lowerRows = new QVBoxLayout(lower);
    lowerRows->setContentsMargins(0, 0, 0, 0);
    lowerRows->setSpacing(0);
    lowerRows->addWidget(new Hairline(lower));
    lowerRows->addWidget(m_details);
    m_splitter->setObjectName(u"clientsSplitter"_s);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(1);
    m_splitter->addWidget(m_table);
    m_splitter->addWidget(lower);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    for (QWidget *widget : std::initializer_list<QWidget *> { m_splitter, m_notFound, m_empty })
        m_stack->addWidget(widget);

    m_partial->setObjectName(u"clientsPartial"_s);
    m_partial->setContentsMargins(2 * LayoutStep, LayoutStep, 2 * LayoutStep, LayoutStep);
    m_partial->hide();
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildBar());
    rows->addWidget(new Hairline(this));
    rows->addWidget(m_partial);
    rows->addWidget(m_stack, 1);
}

void ClientsPage::setScope(const ProjectId &project)
{
    if (project == m_scope)
        return;
    m_scope = project;
    m_empty->setScope(project);
    m_table->columns().setUseful(ClientsModel::ProjectColumn, project.isNull());
    if (isVisible())
        refresh();
}

void ClientsPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    refresh();
}

void ClientsPage::refresh()
{
    // Never two requests at a time: a busy broker would get more of them, not fewer.
    if (m_console.now().state != State::Listening || !m_asked.isFinished()
        || !m_askedOne.isFinished())
        return;
    if (m_scope.isNull()) {
        m_asked = m_console.ask(ListProjects());
        m_asked.then(this, [this](const Result<QList<ProjectInfo>> &projects) {
            if (projects)
                take(ProjectId(), *projects);
        });
    } else {
        m_askedOne = m_console.ask(ShowProject { m_scope });
        m_askedOne.then(this, [this, scope = m_scope](const Result<ProjectInfo> &project) {
            if (project)
                take(scope, { *project });
        });
    }
}

void ClientsPage::take(const ProjectId &scope, const QList<ProjectInfo> &projects)
{
    if (scope != m_scope) {
        refresh(); // Another project has been chosen since.
        return;
    }
    showCluster(projects);
    m_model.merge(projects, QDateTime::currentMSecsSinceEpoch());
    showWhatThereIs();
    showSelection();
}

void ClientsPage::showCluster(const QList<ProjectInfo> &projects)
{
    bool isPartial = false;
    for (const ProjectInfo &project : projects) {
        isPartial = isPartial || project.isPartial;
        // All clients have a broker, or none has.
        if (!project.clients.isEmpty())
            showBrokers(!project.clients.first().broker.isEmpty());
    }
    m_partial->setShown(isPartial
            ? tr("Some broker of the cluster has not answered: its clients are missing here.")
            : QString());
}

void ClientsPage::showBrokers(bool isInCluster)
{
    if (isInCluster == m_isInCluster)
        return;
    m_isInCluster = isInCluster;
    m_table->columns().setUseful(ClientsModel::BrokerColumn, isInCluster);
}

void ClientsPage::showWhatThereIs()
{
    const int all = m_model.rowCount();
    const int found = m_proxy.rowCount();
    m_find->setEnabled(all > 0);
    if (all == 0) {
        m_count->clear();
        m_stack->setCurrentWidget(m_empty);
    } else if (found == 0) {
        m_notFound->setTitle(tr("No client matches “%1”").arg(m_find->text()));
        m_notFound->setText(
            tr("Names, ids, types, projects, addresses and user agents are searched "
               "for every word."));
        m_stack->setCurrentWidget(m_notFound);
    } else {
        m_stack->setCurrentWidget(m_splitter);
    }
    if (found < all)
        m_count->setText(tr("%1 of %2").arg(countText(found), countText(all)));
    else if (all > 0)
        m_count->setText(all == 1 ? tr("1 client") : tr("%Ln clients", nullptr, all));
}

QList<ClientsModel::Row> ClientsPage::selected() const
{
    QList<ClientsModel::Row> rows;
    // Not mapSelectionToSource(): it makes a range of every cell.
    const QItemSelection selection = m_table->selectionModel()->selection();
    for (const QItemSelectionRange &range : selection) {
        if (range.left() > 0)
            continue; // The first column stands for the row.
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(m_model.row(m_proxy.mapToSource(m_proxy.index(row, 0)).row()));
    }
    return rows;
}

void ClientsPage::showSelection()
{
    const QList<ClientsModel::Row> rows = selected();
    const int count = static_cast<int>(rows.size());
    m_filter->setEnabled(count == 1);
    m_send->setEnabled(count == 1 && m_console.may<SendFromConsoleClient>());
    m_rename->setEnabled(count == 1 && m_names);
    m_copy->setEnabled(count > 0);
    setAllowed(*m_disconnect, count > 0, m_console.obstacleTo<DisconnectClient>());
    if (count == 1)
        m_details->showClient(rows[0], m_model.label(rows[0]), m_model.nowMs());
    else if (count > 1)
        m_details->showNothing(tr("%Ln clients are selected.", nullptr, count));
    else
        m_details->showNothing(tr("Select a client to see all that is known of it."));
}

void ClientsPage::disconnectSelected()
{
    const QList<ClientsModel::Row> rows = selected();
    if (rows.isEmpty())
        return;
    const int count = static_cast<int>(rows.size());
    Prompts::Question question;
    question.title = count == 1 ? tr("Disconnect client %1?").arg(nameOf(m_model.label(rows[0])))
                                : tr("Disconnect %Ln clients?", nullptr, count);
    question.text = count == 1
        ? tr("Its connection is closed with code 4000. Most clients connect again by themselves.")
        : tr("Their connections are closed with code 4000. Most clients connect again by "
             "themselves.");
    question.yes = tr("Disconnect");
    question.isDestructive = true;
    if (!m_prompts.ask(this, question).yes)
        return;
    for (const ClientsModel::Row &row : rows)
        m_console.ask(DisconnectClient { row.project, row.client.id });
    refresh();
}

void ClientsPage::renameSelected()
{
    const QList<ClientsModel::Row> rows = selected();
    if (rows.size() != 1)
        return;
    const ClientInfo &client = rows[0].client;
    (new RenameDialog(*m_names, { rows[0].project, client.id.text(), client.type }, this))->open();
}

void ClientsPage::filterOnSelected()
{
    const QList<ClientsModel::Row> rows = selected();
    if (rows.size() != 1)
        return;
    const QString id = QString::fromLatin1(rows[0].client.id.text());
    Q_EMIT filterRequested(
        filterCondition(u"from.id"_s, id) + u" || "_s + filterCondition(u"to.id"_s, id));
}

void ClientsPage::sendToSelected()
{
    const QList<ClientsModel::Row> rows = selected();
    if (rows.size() != 1)
        return;
    const QByteArray id = QUuid::createUuid().toByteArray(QUuid::WithoutBraces);
    Q_EMIT composeRequested(rows[0].project,
        "{\n  \"id\": \"" + id + "\",\n  \"type\": \"message\",\n  \"to\": { \"id\": \""
            + rows[0].client.id.text() + "\" },\n  \"payload\": {}\n}");
}

void ClientsPage::copyIds()
{
    QStringList ids;
    for (const ClientsModel::Row &row : selected())
        ids.append(QString::fromLatin1(row.client.id.text()));
    QGuiApplication::clipboard()->setText(ids.join(u'\n'));
}

void ClientsPage::focusFilter()
{
    m_find->setFocus(Qt::ShortcutFocusReason);
    m_find->selectAll();
}

void ClientsPage::restore(const UiSettings &settings)
{
    if (m_names)
        m_names->setRemembered(settings.clientNames);
    m_table->columns().restore(settings.layouts.value(m_table->objectName()));
    m_splitter->restoreState(settings.layouts.value(m_splitter->objectName()));
}

void ClientsPage::save(UiSettings &settings) const
{
    if (m_names)
        settings.clientNames = m_names->remembered();
    settings.layouts.insert(m_table->objectName(), m_table->columns().save());
    settings.layouts.insert(m_splitter->objectName(), m_splitter->saveState());
}

} // namespace broadcaster
