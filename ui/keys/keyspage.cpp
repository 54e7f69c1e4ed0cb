// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/keys/keyspage.h"

#include "ui/base/errortext.h"
#include "ui/base/obstacletext.h"
#include "ui/base/text.h"
#include "ui/keys/keyactions.h"
#include "ui/keys/keystable.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorline.h"
#include "ui/widgets/hairline.h"

#include <QtGui/QAction>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QStackedWidget>

#include <algorithm>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto KeysInterval = 10s;

} // namespace

KeysPage::KeysPage(Console &console, Prompts &prompts, QWidget *parent)
    : Page(parent)
    , m_console(console)
    , m_actions(new KeyActions(console, prompts, this))
    , m_error(new ErrorLine(this))
    , m_stack(new QStackedWidget(this))
    , m_loading(new EmptyState(this))
    , m_empty(new EmptyState(this))
    , m_forbidden(new EmptyState(this))
    , m_table(new KeysTable(m_model, this))
{
    setObjectName(u"keys"_s);
    setAccessibleName(tr("API keys"));
    buildActions();
    buildEmptyStates();
    m_table->setAccessibleName(tr("Projects and their API keys"));
    layOut();
    m_timer.setInterval(KeysInterval);
    connect(&m_timer, &QTimer::timeout, this, &KeysPage::load);
    connect(m_error, &ErrorLine::retried, this, &KeysPage::load);
    connect(
        &m_model, &KeysModel::requirementRequested, this,
        [this](const ProjectId &project, bool isRequired) {
            const int row = m_model.indexOf(project);
            if (row >= 0)
                m_actions->require(m_model.row(row), isRequired);
        },
        Qt::QueuedConnection); // A question follows; the view is in the middle of its click.
    connect(m_actions, &KeyActions::busyChanged, this, [this] {
        if (m_actions->isBusy())
            m_actionError.clear();
        showError();
        showSelection();
    });
    connect(m_actions, &KeyActions::failed, this, [this](const QString &text) {
        m_actionError = text;
        showError();
    });
    connect(m_actions, &KeyActions::changed, this, [this](const ProjectId &project) {
        m_wanted = project;
        load();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &KeysPage::showSelection);
    m_console.on<StateChanged>(this, [this] {
        // Also while another page is shown: the sidebar has the number of keys.
        if (isVisible() || m_console.now().state == BrokerState::Listening)
            load();
    });
    connect(&console, &Console::linkChanged, this, &KeysPage::load);
    showSelection();
}

QAction *KeysPage::addAction(
    const char *icon, const QString &text, const QString &objectName, const QKeySequence &shortcut)
{
    auto *action = new QAction(themedIcon(icon), text, this);
    action->setObjectName(objectName);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_table->addAction(action);
    return action;
}

void KeysPage::buildActions()
{
    m_issue = addAction("add", tr("Issue key…"), u"issueKey"_s, QKeySequence::New);
    QWidget::addAction(m_issue); // Without a key there is no table.
    m_revoke = addAction("revoke", tr("Revoke…"), u"revokeKey"_s, QKeySequence::Delete);
    m_require = addAction("lock", tr("Require a key"), u"requireKey"_s);
    m_require->setCheckable(true);
    m_copyPrefix = addAction("copy", tr("Copy prefix"), u"copyPrefix"_s);
    m_copyProject = addAction("copy", tr("Copy project"), u"copyProject"_s, QKeySequence::Copy);
    connect(m_issue, &QAction::triggered, this, [this] {
        const std::optional<KeyRow> row = m_table->selected();
        const bool lacksKey = row && !row->hasKey();
        m_actions->issue((lacksKey ? row->project : m_scope).toString(), knownProjects());
    });
    connect(m_revoke, &QAction::triggered, this, [this] {
        if (const std::optional<KeyRow> row = m_table->selected())
            m_actions->revoke(*row);
    });
    connect(m_require, &QAction::triggered, this, [this](bool isChecked) {
        const std::optional<KeyRow> row = m_table->selected();
        showSelection(); // The box follows the broker, not the click.
        if (row)
            m_actions->require(*row, isChecked);
    });
    connect(m_copyPrefix, &QAction::triggered, this, [this] {
        if (const std::optional<KeyRow> row = m_table->selected())
            QGuiApplication::clipboard()->setText(row->key.keyPrefix);
    });
    connect(m_copyProject, &QAction::triggered, this, [this] {
        if (const std::optional<KeyRow> row = m_table->selected())
            QGuiApplication::clipboard()->setText(row->project.toString());
    });
}

QWidget *KeysPage::buildBar()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(2 * LayoutStep - 2, LayoutStep + 2, 2 * LayoutStep - 2, LayoutStep + 2);
    row->setSpacing(LayoutStep);
    for (QAction *action : { m_issue, m_revoke, m_require })
        row->addWidget(new ActionButton(*action, bar));
    row->addStretch();
    return bar;
}

void KeysPage::buildEmptyStates()
{
    m_loading->setObjectName(u"keysLoading"_s);
    m_loading->setIcon("keys");
    m_loading->setTitle(tr("Reading the keys"));
    m_empty->setObjectName(u"keysEmpty"_s);
    m_empty->setIcon("keys");
    m_empty->setTitle(tr("No project has a key yet"));
    m_empty->setText(
        tr("Without a key, every client that reaches the broker can join any project. Issue "
           "a key to a project, give it to its clients, and require it: from then on, "
           "clients without it are refused."));
    m_forbidden->setObjectName(u"keysForbidden"_s);
    m_forbidden->setIcon("lock");
    m_forbidden->setTitle(tr("This window may not see API keys"));
    QPushButton *issue = m_empty->addButton(m_issue->text(), u"issueFirstKey"_s);
    connect(issue, &QPushButton::clicked, m_issue, &QAction::trigger);
}

void KeysPage::layOut()
{
    for (QWidget *widget :
        std::initializer_list<QWidget *> { m_loading, m_empty, m_forbidden, m_table })
        m_stack->addWidget(widget);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(buildBar());
    rows->addWidget(new Hairline(this));
    rows->addWidget(m_error);
    rows->addWidget(m_stack, 1);
}

void KeysPage::setScope(const ProjectId &project)
{
    if (project == m_scope)
        return;
    m_scope = project;
    if (m_hasLoaded)
        showRows();
}

QList<Page::MenuAction> KeysPage::menuActions() const
{
    return { { Menu::Project, m_issue }, { Menu::Project, m_revoke },
        { Menu::Project, m_require } };
}

void KeysPage::restore(const UiSettings &settings)
{
    m_table->columns().restore(settings.layouts.value(m_table->objectName()));
}

void KeysPage::save(UiSettings &settings) const
{
    settings.layouts.insert(m_table->objectName(), m_table->columns().save());
}

void KeysPage::showEvent(QShowEvent *event)
{
    Page::showEvent(event);
    load();
    m_timer.start();
}

void KeysPage::hideEvent(QHideEvent *event)
{
    Page::hideEvent(event);
    m_timer.stop();
    m_actionError.clear();
    showError();
}

/// Shows why the keys may not be asked for. False: they may.
bool KeysPage::showForbidden()
{
    const Obstacle obstacle = m_console.obstacleTo<ListKeys>();
    const bool isForbidden = obstacle == Obstacle::NoRight || obstacle == Obstacle::NotKnown;
    if (isForbidden) {
        m_forbidden->setText(obstacleText(obstacle));
        m_stack->setCurrentWidget(m_forbidden);
        m_loadError.clear();
        m_hasLoaded = false;
        m_rows.clear();
        m_model.merge({});
        showError();
        showSelection();
    }
    return isForbidden;
}

void KeysPage::load()
{
    showSelection();
    if (showForbidden() || !m_console.link().isUp())
        return;
    if (!m_asked.isFinished()) {
        m_askAgain = true;
        return;
    }
    m_askAgain = false;
    m_asked = QtFuture::whenAll(m_console.ask(ListKeys()),
        m_console.ask(ListProjectsRequiringKey()), m_console.ask(ListProjects()));
    m_asked.then(this, [this](const Loaded &loaded) { take(loaded); });
}

void KeysPage::take(const Loaded &loaded)
{
    const auto &keys = std::get<Keys>(loaded[0]);
    const auto &required = std::get<Required>(loaded[1]);
    const auto &projects = std::get<Projects>(loaded[2]);
    if (!keys.isResultReadyAt(0) || !required.isResultReadyAt(0) || !projects.isResultReadyAt(0))
        return; // The broker stops.
    const Result<QList<ApiKeyInfo>> &keysRead = keys.resultAt(0);
    const Result<QSet<ProjectId>> &requiredRead = required.resultAt(0);
    const Result<QList<ProjectInfo>> &projectsRead = projects.resultAt(0);
    if (keysRead && requiredRead && projectsRead) {
        m_loadError.clear();
        m_hasLoaded = true;
        m_rows = keyRows(*keysRead, *requiredRead, *projectsRead);
        m_live.clear();
        for (const ProjectInfo &project : *projectsRead)
            m_live.insert(project.id);
        Q_EMIT figureChanged(countText(keysRead->size()));
        showRows();
        if (!m_askAgain)
            m_table->select(std::exchange(m_wanted, {}));
    } else {
        m_loadError = tr("The keys cannot be read. %1")
                          .arg(errorText(keysRead ? requiredRead.error() : keysRead.error()));
        if (!m_hasLoaded)
            m_stack->setCurrentWidget(m_table);
    }
    showError();
    if (m_askAgain)
        load();
}

void KeysPage::showRows()
{
    QList<KeyRow> rows;
    if (m_scope.isNull()) {
        rows = m_rows;
    } else {
        const auto found = std::find_if(m_rows.cbegin(), m_rows.cend(),
            [this](const KeyRow &row) { return row.project == m_scope; });
        // A chosen project is always listed; otherwise a key could not be required of it.
        rows.append(found == m_rows.cend() ? KeyRow { m_scope, {}, false, 0 } : *found);
    }
    m_model.merge(rows);
    m_stack->setCurrentWidget(rows.isEmpty() ? static_cast<QWidget *>(m_empty) : m_table);
    if (!m_scope.isNull())
        m_table->select(m_scope);
    showSelection();
}

void KeysPage::showError()
{
    const bool isAboutAction = !m_actionError.isEmpty();
    m_error->setError(isAboutAction ? m_actionError : m_loadError, !isAboutAction);
}

QStringList KeysPage::knownProjects() const
{
    QSet<ProjectId> known = m_live;
    for (const KeyRow &row : m_rows)
        known.insert(row.project);
    QStringList names;
    for (const ProjectId &project : std::as_const(known))
        names.append(project.toString());
    names.sort(Qt::CaseInsensitive);
    return names;
}

void KeysPage::showSelection()
{
    const std::optional<KeyRow> row = m_table->selected();
    const bool hasKey = row && row->hasKey();
    setAllowed(*m_issue, !m_actions->isBusy(), m_console.obstacleTo<IssueKey>());
    setAllowed(*m_revoke, hasKey && !m_actions->isBusy(), m_console.obstacleTo<RevokeKey>());
    const Obstacle obstacle = m_console.obstacleTo<SetKeyRequired>();
    setAllowed(*m_require, row.has_value() && !m_actions->isBusy(), obstacle);
    if (obstacle == Obstacle::None)
        m_require->setToolTip(tr("Refuse clients of the selected project without a key"));
    m_require->setChecked(row && row->isRequired);
    m_copyPrefix->setEnabled(hasKey);
    m_copyProject->setEnabled(row.has_value());
}

} // namespace broadcaster
