// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficpage.h"

#include "inspect/filter/filterfield.h"
#include "inspect/traffic/trafficcollector.h"
#include "ui/base/text.h"
#include "ui/filter/filterbox.h"
#include "ui/filter/savedfiltersbar.h"
#include "ui/theme/icons.h"
#include "ui/traffic/capturebanner.h"
#include "ui/traffic/captureopener.h"
#include "ui/traffic/clearundo.h"
#include "ui/traffic/keptbutton.h"
#include "ui/traffic/rowfeatures.h"
#include "ui/traffic/trafficactions.h"
#include "ui/traffic/trafficconversations.h"
#include "ui/traffic/trafficfiles.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficstatus.h"
#include "ui/traffic/traffictoolbar.h"
#include "ui/traffic/trafficview.h"
#include "ui/widgets/hairline.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QSplitter>

#include <algorithm>
#include <chrono>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds StateInterval { 100 };
const QString SplitterKey = u"trafficSplitter"_s;
const QString HeaderKey = u"trafficHeader"_s;
const QString FieldsKey = u"trafficFields"_s;
const QString DetailKey = u"trafficDetail"_s;
constexpr char Hidden[] = "hidden";

} // namespace

TrafficPage::TrafficPage(Console &console, OverviewFeed &overviews, Prompts &prompts,
    ConversationWatch &conversations, QWidget *parent)
    : Page(parent)
    , m_console(console)
    , m_collector(new TrafficCollector({}, this))
    , m_model(new TrafficModel(this))
    , m_toolbar(new TrafficToolbar(this))
    , m_banner(new CaptureBanner(this))
    , m_view(new TrafficView(*m_model, this))
    , m_actions(new TrafficActions(*m_view, *m_model))
    , m_empty(new TrafficEmpty(console, this))
    , m_status(new TrafficStatus(this))
    , m_clearing(new ClearUndo(*m_collector, *m_status, this))
    , m_files(new TrafficFiles(prompts, *m_model, m_collector->store(), *m_status, *this))
    , m_detail(new DetailPane(console, this))
    , m_conversations(new TrafficConversations(conversations, *m_model, *m_view, *m_detail))
    , m_features(
          new RowFeatures(m_toolbar->filter(), *m_model, *m_view, *m_actions, *m_detail, *this))
    , m_splitter(new QSplitter(Qt::Vertical, this))
    , m_showDetail(new QAction(themedIcon("panel"), tr("Message details"), this))
{
    setObjectName(u"traffic"_s);
    m_banner->hide();
    m_collector->setLimits(m_status->kept().limits());
    m_model->setStore(&m_collector->store());
    m_conversations->enterStore(true);
    m_stateTimer.setSingleShot(true);
    m_stateTimer.setInterval(StateInterval);
    connect(&m_stateTimer, &QTimer::timeout, this, &TrafficPage::showState);
    layOut();
    connectFeed(overviews);
    connectFilter();
    connectActions();
    connectFiles();
    prepareActions();
    takeWanted();
    showState();
}

TrafficPage::~TrafficPage()
{
    m_console.detachObserver(this);
    m_conversations->leaveStore();
    m_model->setStore(nullptr);
}

void TrafficPage::layOut()
{
    auto *top = new QWidget(m_splitter);
    auto *list = new QVBoxLayout(top);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(0);
    list->addWidget(m_view, 1);
    list->addWidget(m_empty, 1);
    list->addWidget(m_status);
    m_splitter->setObjectName(SplitterKey);
    m_splitter->addWidget(top);
    m_splitter->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setSizes({ 600, 400 }); // Shares, until the user says otherwise.

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_toolbar);
    rows->addWidget(m_features->bar());
    rows->addWidget(new Hairline(this));
    rows->addWidget(m_banner);
    rows->addWidget(m_splitter, 1);
}

void TrafficPage::connectFeed(const OverviewFeed &overviews)
{
    connect(&overviews, &OverviewFeed::arrived, this, [this](const BrokerOverview &overview) {
        m_connections = overview.connections;
        showStateSoon();
    });
    m_console.on<TrafficArrived>(this, [this](const TrafficArrived &event) {
        m_collector->take(*event.batch);
        m_conversations->take(event.batch->events);
    });
    m_console.on<StateChanged>(this, [this] { takeWanted(); });
    m_console.on<DemoChanged>(this, [this] { showState(); });
    connect(&m_collector->store(), &TrafficStore::changed, this, &TrafficPage::showChanges);
    connect(m_collector, &TrafficCollector::waitingChanged, this, &TrafficPage::showStateSoon);
    connect(m_collector, &TrafficCollector::pausedChanged, this, &TrafficPage::showState);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &TrafficPage::showStateSoon);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &TrafficPage::showStateSoon);
    connect(m_model, &TrafficModel::restarted, this, &TrafficPage::showStateSoon);
    connect(m_model, &TrafficModel::filterProgressed, this, &TrafficPage::showStateSoon);
    connect(m_view, &TrafficView::chosen, this, &TrafficPage::showDetails);
    connect(m_empty, &TrafficEmpty::databaseWanted, this, &Page::databaseWanted);
    connect(m_empty, &TrafficEmpty::demoWanted, this,
        [this](bool running) { m_console.ask(SetDemoRunning { running }); });
    connect(&m_status->kept(), &KeptButton::limitsEdited, this, [this] {
        m_collector->setLimits(m_status->kept().limits());
        showState();
    });
}

void TrafficPage::connectFilter()
{
    FilterBox &box = m_toolbar->filter();
    connect(&box, &FilterBox::filterChanged, this, [this](const Filter &filter) {
        m_conversations->setFilter(filter);
        m_model->setFilter(filter);
    });
    box.setRecentRows([this](const std::function<bool(const TrafficRow &)> &visit) {
        const TrafficStore *store = m_model->store();
        for (quint64 at = store->end(); at > store->first() && visit(store->at(at - 1)); --at) { }
    });
    connect(m_empty, &TrafficEmpty::clearFilterWanted, this, [this] { showFilter({}); });
    connect(m_actions, &TrafficActions::filterRequested, this, &TrafficPage::showFilter);
    connect(m_actions, &TrafficActions::narrowRequested, &box, &FilterBox::addCondition);
    connect(m_actions, &TrafficActions::excludeRequested, &box, &FilterBox::excludeCondition);
    connect(m_detail, &DetailPane::narrowRequested, &box, &FilterBox::addCondition);
    connect(m_detail, &DetailPane::excludeRequested, &box, &FilterBox::excludeCondition);
    connect(m_detail, &DetailPane::columnRequested, this, &TrafficPage::addColumn);
}

void TrafficPage::connectActions()
{
    connect(m_actions, &TrafficActions::exportRequested, m_files, &TrafficFiles::saveRows);
    connect(m_view, &TrafficView::selectedRowsChanged, this, &TrafficPage::showStateSoon);
    connect(m_actions, &TrafficActions::refused, this,
        [this](const QString &words) { m_status->say(words); });
    connect(m_actions, &TrafficActions::sendRequested, this, &Page::sendRequested);
    connect(m_actions, &TrafficActions::composeRequested, this, &Page::composeRequested);
    connect(&m_toolbar->follow(), &QAction::triggered, m_view, &TrafficView::setFollowing);
    connect(m_view, &TrafficView::followingChanged, &m_toolbar->follow(), &QAction::setChecked);
    connect(&m_toolbar->pause(), &QAction::triggered, m_collector, &TrafficCollector::setPaused);
    connect(&m_toolbar->clear(), &QAction::triggered, this, &TrafficPage::clear);
    connect(&m_toolbar->exportRows(), &QAction::triggered, m_files, &TrafficFiles::save);
    connect(&m_toolbar->open(), &QAction::triggered, this, &TrafficPage::openCapture);
    connect(m_showDetail, &QAction::toggled, this, &TrafficPage::showState);
}

void TrafficPage::connectFiles()
{
    connect(m_files, &TrafficFiles::progressed, this, &TrafficPage::showStateSoon);
    connect(m_files, &TrafficFiles::storeAboutToChange, this, &TrafficPage::clearDetails);
    connect(m_files, &TrafficFiles::storeAboutToChange, m_conversations,
        &TrafficConversations::leaveStore);
    connect(m_files, &TrafficFiles::storeChanged, this, &TrafficPage::showOtherStore);
    connect(m_banner, &CaptureBanner::leaveWanted, m_files, &TrafficFiles::backToLive);
    connect(m_status, &TrafficStatus::cancelled, this, &TrafficPage::cancelWork);
}

void TrafficPage::prepareActions()
{
    m_showDetail->setObjectName(u"showDetail"_s);
    m_showDetail->setCheckable(true);
    m_showDetail->setChecked(true);
    m_showDetail->setShortcut(Qt::CTRL | Qt::Key_D);
    addAction(m_showDetail);
}

QList<Page::MenuAction> TrafficPage::menuActions() const
{
    QList<MenuAction> all { { Menu::File, &m_toolbar->open() },
        { Menu::File, &m_toolbar->exportRows() }, { Menu::File, m_actions->exportSelected() },
        { Menu::View, m_showDetail }, { Menu::Traffic, &m_toolbar->follow() },
        { Menu::Traffic, &m_toolbar->pause() }, { Menu::Traffic, &m_toolbar->clear() },
        { Menu::Traffic, nullptr }, { Menu::Traffic, m_actions->partner() },
        { Menu::Traffic, m_actions->mark() }, { Menu::Traffic, m_actions->setZero() },
        { Menu::Traffic, m_actions->clearZero() }, { Menu::Traffic, nullptr },
        { Menu::Traffic, m_actions->resend() }, { Menu::Traffic, m_actions->compose() } };
    return all + m_features->menuActions();
}

bool TrafficPage::event(QEvent *event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::Hide) {
        // Their keys belong to the whole window, and the user must not clear hidden messages.
        for (QAction *action : { &m_toolbar->follow(), &m_toolbar->clear(), m_showDetail })
            action->setEnabled(event->type() == QEvent::Show);
        showState();
    }
    return Page::event(event);
}

void TrafficPage::takeWanted()
{
    if (m_console.now().state == BrokerState::Listening)
        m_console.attachObserver(this);
    else
        m_connections = 0;
    showState();
}

void TrafficPage::setScope(const ProjectId &project)
{
    m_model->setScope(project);
    m_view->setProjectShown(project.isNull());
}

void TrafficPage::focusFilter()
{
    m_toolbar->filter().setFocus(Qt::ShortcutFocusReason);
}

void TrafficPage::showFilter(const QString &filter)
{
    m_toolbar->filter().setFilterText(filter);
}

void TrafficPage::addColumn(const JsonPath &path)
{
    if (!m_model->addField(path))
        m_status->say(tr("There are %1 columns of fields already. Remove one with a right-click on "
                         "its title.")
                          .arg(countText(TrafficModel::MaxFields)),
            true);
}

void TrafficPage::restore(const UiSettings &settings)
{
    KeptButton &kept = m_status->kept();
    kept.setLimits(settings.keptRows, settings.keptMebibytes);
    m_collector->setLimits(kept.limits());
    m_toolbar->filter().setHistory(settings.filterHistory);
    for (const QByteArray &name : settings.layouts.value(FieldsKey).split('\n')) {
        if (const auto path = filterPath(QString::fromUtf8(name)))
            m_model->addField(*path);
    }
    m_features->restore(settings);
    m_toolbar->filter().restoreFilterText(settings.filter);
    m_view->restoreLayout(settings.layouts.value(HeaderKey));
    m_splitter->restoreState(settings.layouts.value(SplitterKey));
    m_showDetail->setChecked(settings.layouts.value(DetailKey) != Hidden);
    showState();
}

void TrafficPage::save(UiSettings &settings) const
{
    settings.keptRows = m_status->kept().rows();
    settings.keptMebibytes = m_status->kept().mebibytes();
    settings.filter = m_toolbar->filter().filter().text();
    settings.filterHistory = m_toolbar->filter().history();
    m_features->save(settings);
    settings.layouts[HeaderKey] = m_view->saveLayout();
    QByteArrayList fields;
    for (const JsonPath &path : m_model->fields())
        fields.append(jsonPathText(path).toUtf8());
    settings.layouts[FieldsKey] = fields.join('\n');
    settings.layouts[SplitterKey] = m_splitter->saveState();
    settings.layouts[DetailKey] = m_showDetail->isChecked() ? QByteArray() : QByteArray(Hidden);
}

void TrafficPage::showDetails(quint64 sequence)
{
    const bool isLive = m_files->isLive();
    m_detail->setMessage(m_model->store()->copyOf(sequence),
        isLive ? DetailPane::Source::Broker : DetailPane::Source::File);
    m_detailed = isLive ? std::optional(sequence) : std::nullopt;
    if (isLive)
        Q_EMIT projectPointedAt(*m_model->store()->at(sequence).project);
    m_conversations->setMessage(sequence);
}

void TrafficPage::clearDetails()
{
    m_detailed.reset();
    m_conversations->setMessage(std::nullopt);
    m_detail->clear();
    m_detail->setMarked(std::nullopt);
}

void TrafficPage::showChanges(const std::vector<quint64> &sequences)
{
    if (m_detailed && std::binary_search(sequences.begin(), sequences.end(), *m_detailed))
        m_detail->updateDelivery(m_collector->store().at(*m_detailed));
}

void TrafficPage::clear()
{
    if (!m_files->isLive()) {
        m_files->backToLive();
        return;
    }
    m_files->cancelSaving();
    m_clearing->clear();
    clearDetails();
}

void TrafficPage::openCapture()
{
    Q_EMIT filterRequested(m_toolbar->filter().filter().text()); // Shows this page.
    m_files->open();
}

void TrafficPage::showOtherStore()
{
    m_conversations->enterStore(m_files->isLive());
    m_banner->setVisible(!m_files->isLive());
    if (m_files->isLive())
        m_view->setFollowing(true);
    showState();
}

void TrafficPage::cancelWork()
{
    if (!m_files->cancel())
        m_model->cancelFiltering();
    showState();
}

void TrafficPage::showStateSoon()
{
    if (!m_stateTimer.isActive())
        m_stateTimer.start();
}

void TrafficPage::showState()
{
    m_stateTimer.stop();
    const std::optional<TrafficEmpty::Why> why = emptiness();
    if (why) {
        const QStringList urls = m_console.now().urls;
        m_empty->setUrl(urls.isEmpty() ? QString() : urls.constFirst());
        m_empty->setDemoRunning(m_console.now().isDemoRunning);
        m_empty->show(*why);
    }
    m_empty->setVisible(why.has_value());
    m_view->setVisible(!why);
    m_detail->setVisible(m_showDetail->isChecked() && m_model->store()->count() > 0);
    m_toolbar->showPaused(m_collector->isPaused(), m_collector->waitingCount());
    m_toolbar->pause().setEnabled(isVisible() && m_files->isLive());
    m_toolbar->exportRows().setEnabled(isVisible() && m_model->rowCount() > 0);
    m_status->showModel(*m_model);
    m_status->showSelected(rowCountOf(m_view->selectedRows()));
    m_banner->showCapture(m_files->opening());
    m_status->showWork(m_files->saving(), m_files->opening(), *m_model);
}

std::optional<TrafficEmpty::Why> TrafficPage::emptiness() const
{
    if (m_model->rowCount() > 0 || m_model->isFiltering() || m_files->opening().isReading())
        return std::nullopt;
    if (m_model->store()->count() > 0) {
        return m_model->filter().isEmpty() ? TrafficEmpty::Why::NothingInProject
                                           : TrafficEmpty::Why::NothingMatches;
    }
    if (!m_files->isLive())
        return TrafficEmpty::Why::FileIsEmpty;
    if (m_console.now().state != BrokerState::Listening)
        return TrafficEmpty::Why::NotListening;
    return m_connections == 0 ? TrafficEmpty::Why::NobodyConnected : TrafficEmpty::Why::NothingSaid;
}

} // namespace broadcaster
