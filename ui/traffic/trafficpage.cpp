// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficpage.h"

#include "inspect/traffic/trafficcollector.h"
#include "ui/base/text.h"
#include "ui/filter/filterbox.h"
#include "ui/filter/savedfiltersbar.h"
#include "ui/traffic/capturebanner.h"
#include "ui/traffic/captureopener.h"
#include "ui/traffic/clearundo.h"
#include "ui/traffic/clientrenaming.h"
#include "ui/traffic/detailfollower.h"
#include "ui/traffic/detailpane.h"
#include "ui/traffic/detailplace.h"
#include "ui/traffic/fieldnames.h"
#include "ui/traffic/keptbutton.h"
#include "ui/traffic/newrowschip.h"
#include "ui/traffic/rowfeatures.h"
#include "ui/traffic/sequencepane.h"
#include "ui/traffic/trafficactions.h"
#include "ui/traffic/trafficconversations.h"
#include "ui/traffic/trafficdetails.h"
#include "ui/traffic/trafficfiles.h"
#include "ui/traffic/trafficfilter.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficstatus.h"
#include "ui/traffic/traffictoolbar.h"
#include "ui/traffic/trafficview.h"
#include "ui/traffic/undeliveredline.h"
#include "ui/traffic/wishbutton.h"
#include "ui/widgets/hairline.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QMenu>

#include <chrono>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::chrono::milliseconds StateInterval { 100 };
const QString HeaderKey = u"trafficHeader"_s;
const QString FieldsKey = u"trafficFields"_s;

} // namespace

TrafficPage::TrafficPage(Console &console, OverviewFeed &overviews, Prompts &prompts,
    TrafficCollector &collector, ConversationWatch &conversations, QWidget *parent)
    : Page(parent)
    , m_console(console)
    , m_collector(collector)
    , m_model(new TrafficModel(this))
    , m_toolbar(new TrafficToolbar(this))
    , m_banner(new CaptureBanner(this))
    , m_view(new TrafficView(*m_model, this))
    , m_actions(new TrafficActions(console, *m_view, *m_model))
    , m_empty(new TrafficEmpty(console, this))
    , m_status(new TrafficStatus(console, this))
    , m_clearing(new ClearUndo(m_collector, *m_status, ClearUndo::UsualTime, this))
    , m_files(new TrafficFiles(prompts, *m_model, m_collector.store(), *m_status, *this))
    , m_sequence(new SequencePane(console, prompts, *m_model, conversations, this))
    , m_details(
          new TrafficDetails(console, conversations, *m_model, *m_view, m_collector.store(), *this))
    , m_filter(new TrafficFilter(m_toolbar->filter(), *m_model, *m_details, *m_actions, *m_empty))
    , m_features(new RowFeatures(
          m_toolbar->filter(), *m_model, *m_view, *m_actions, m_details->pane(), *this))
    , m_undelivered(new UndeliveredLine(m_collector, this))
{
    setObjectName(u"traffic"_s);
    m_banner->hide();
    m_model->setStore(&m_collector.store());
    m_details->conversations().enterStore(true);
    m_stateTimer.setSingleShot(true);
    m_stateTimer.setInterval(StateInterval);
    connect(&m_stateTimer, &QTimer::timeout, this, &TrafficPage::showState);
    layOut();
    connectFeed(overviews);
    connectActions();
    connectFiles();
    connectSequence();
    connectOthers();
    takeWanted();
    showState();
}

TrafficPage::~TrafficPage()
{
    m_console.detachObserver(this);
    m_details->conversations().leaveStore();
    m_model->setStore(nullptr);
}

void TrafficPage::layOut()
{
    DetailPlace &place = m_details->place();
    auto *top = new QWidget(&place);
    auto *list = new QVBoxLayout(top);
    list->setContentsMargins(0, 0, 0, 0);
    list->setSpacing(0);
    list->addWidget(m_view, 1);
    list->addWidget(m_sequence, 1);
    list->addWidget(m_empty, 1);
    list->addWidget(m_undelivered);
    list->addWidget(m_status);
    place.setParts(top, &m_details->pane());
    m_chip = new NewRowsChip(*m_view, *m_model, *m_status, top);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_toolbar);
    rows->addWidget(m_features->bar());
    rows->addWidget(new Hairline(this));
    rows->addWidget(m_banner);
    rows->addWidget(&place, 1);
}

void TrafficPage::connectFeed(const OverviewFeed &overviews)
{
    connect(&overviews, &OverviewFeed::arrived, this, [this](const BrokerOverview &overview) {
        m_connections = overview.figures.connections;
        showStateSoon();
    });
    m_console.on<TrafficArrived>(this, [this](const TrafficArrived &event) {
        m_collector.take(*event.batch);
        m_undelivered->take(*event.batch);
        m_details->conversations().take(event.batch->events);
        showStateSoon();
    });
    m_console.on<StateChanged>(this, [this] { takeWanted(); });
    m_console.on<DemoChanged>(this, [this] { showState(); });
    connect(&m_console, &Console::linkChanged, this, &TrafficPage::showStateSoon);
    connect(&m_collector, &TrafficCollector::waitingChanged, this, &TrafficPage::showStateSoon);
    connect(&m_collector, &TrafficCollector::pausedChanged, this, &TrafficPage::showState);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &TrafficPage::showStateSoon);
    connect(m_model, &QAbstractItemModel::rowsRemoved, this, &TrafficPage::showStateSoon);
    connect(m_model, &TrafficModel::restarted, this, &TrafficPage::showStateSoon);
    connect(m_model, &TrafficModel::filterProgressed, this, &TrafficPage::showStateSoon);
    connect(m_view, &TrafficView::chosen, this, [this](quint64 sequence) {
        if (m_files->isLive())
            Q_EMIT projectPointedAt(*m_model->store()->at(sequence).project);
    });
    connect(m_empty, &TrafficEmpty::databaseWanted, this, &Page::databaseWanted);
    connect(m_empty, &TrafficEmpty::demoWanted, this,
        [this](bool running) { m_console.ask(SetDemoRunning { running }); });
    connect(&m_status->kept(), &KeptButton::limitsEdited, this, [this] {
        m_collector.setLimits(m_status->kept().limits());
        showState();
    });
}

void TrafficPage::connectActions()
{
    connect(m_actions, &TrafficActions::exportRequested, m_files, &TrafficFiles::saveRows);
    connect(m_view, &TrafficView::selectedRowsChanged, this, &TrafficPage::showStateSoon);
    connect(m_actions, &TrafficActions::told, this,
        [this](const QString &words) { m_status->say(words); });
    connect(m_actions, &TrafficActions::sendRequested, this, &Page::sendRequested);
    connect(m_actions, &TrafficActions::composeRequested, this, &Page::composeRequested);
    connect(&m_toolbar->follow(), &QAction::triggered, m_view, &TrafficView::setFollowing);
    connect(m_view, &TrafficView::followingChanged, &m_toolbar->follow(), &QAction::setChecked);
    connect(&m_toolbar->pause(), &QAction::triggered, &m_collector, &TrafficCollector::setPaused);
    connect(&m_toolbar->clear(), &QAction::triggered, this, &TrafficPage::clear);
    connect(&m_toolbar->exportRows(), &QAction::triggered, m_files, &TrafficFiles::save);
    connect(&m_toolbar->open(), &QAction::triggered, this, &TrafficPage::chooseFile);
}

void TrafficPage::connectFiles()
{
    connect(m_files, &TrafficFiles::progressed, this, &TrafficPage::showStateSoon);
    connect(m_files, &TrafficFiles::storeAboutToChange, m_details, &TrafficDetails::clear);
    connect(m_files, &TrafficFiles::storeAboutToChange, &m_details->conversations(),
        &TrafficConversations::leaveStore);
    connect(m_files, &TrafficFiles::storeChanged, this, &TrafficPage::showOtherStore);
    connect(m_banner, &CaptureBanner::leaveWanted, m_files, &TrafficFiles::backToLive);
    connect(m_status, &TrafficStatus::cancelled, this, &TrafficPage::cancelWork);
}

void TrafficPage::setNames(ClientNames &names)
{
    m_model->setNames(&names);
    m_toolbar->filter().setNames(names);
    m_details->setNames(names);
    m_sequence->setNames(names);
    new ClientRenaming(*m_view, *m_model, m_actions->menu());
}

void TrafficPage::connectSequence()
{
    m_sequence->addTo(*m_view, m_actions->menu());
    m_toolbar->addToggle(*m_sequence->shown(), tr("Diagram"));
    connect(m_sequence->shown(), &QAction::toggled, this, &TrafficPage::showState);
    connect(m_sequence, &SequencePane::chosen, this, [this](quint64 sequence) {
        if (m_view->chosenSequence() != sequence) // The filter hides it from the table.
            m_details->show(sequence);
    });
    connect(m_sequence, &SequencePane::said, m_status, &TrafficStatus::say);
    connect(&m_toolbar->follow(), &QAction::triggered, m_sequence, &SequencePane::scrollToEnd);
}

void TrafficPage::connectOthers()
{
    connect(m_chip, &NewRowsChip::resumeWanted, &m_toolbar->pause(), &QAction::trigger);
    connect(m_view, &TrafficView::followingChanged, this, &TrafficPage::showStateSoon);
    connect(&m_details->pane(), &DetailPane::columnRequested, this, &TrafficPage::addColumn);
    connect(m_undelivered, &UndeliveredLine::filterWanted, this, &Page::filterRequested);
    connect(m_undelivered, &UndeliveredLine::countChanged, this, &Page::alertChanged);
}

QList<Page::MenuAction> TrafficPage::menuActions() const
{
    QList<MenuAction> all { { Menu::File, &m_toolbar->open() },
        { Menu::File, &m_toolbar->exportRows() }, { Menu::File, m_actions->exportSelected() },
        { Menu::View, &m_details->place().showAction() },
        { Menu::View, &m_details->follower().action() },
        { Menu::View, m_details->place().sideMenu().menuAction() },
        { Menu::View, m_sequence->shown() }, { Menu::Traffic, &m_toolbar->follow() },
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
        for (QAction *action : m_details->windowActions()
                + QList { &m_toolbar->follow(), &m_toolbar->clear(), m_sequence->shown() })
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
    m_details->setScope(project);
    m_model->setScope(project);
    m_view->setProjectShown(project.isNull());
    m_undelivered->setScope(project);
}

void TrafficPage::focusFilter()
{
    m_filter->focus();
}

void TrafficPage::showFilter(const QString &filter)
{
    m_filter->show(filter);
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
    m_status->wish().restore(settings);
    kept.setLimits(settings.keptRows, settings.keptMebibytes);
    m_collector.setLimits(kept.limits());
    addFields(*m_model, settings.layouts.value(FieldsKey));
    m_features->restore(settings);
    m_filter->restore(settings);
    m_view->restoreLayout(settings.layouts.value(HeaderKey));
    m_details->restore(settings);
    m_sequence->restore(settings);
    showState();
}

void TrafficPage::save(UiSettings &settings) const
{
    m_status->wish().save(settings);
    settings.keptRows = m_status->kept().rows();
    settings.keptMebibytes = m_status->kept().mebibytes();
    m_filter->save(settings);
    m_features->save(settings);
    settings.layouts[HeaderKey] = m_view->saveLayout();
    settings.layouts[FieldsKey] = fieldNames(*m_model);
    m_details->save(settings);
    m_sequence->save(settings);
}

void TrafficPage::clear()
{
    if (!m_files->isLive())
        return m_files->backToLive();
    m_files->cancelSaving();
    m_clearing->clear();
    m_details->clear();
    m_view->setFollowing(true); // The row that the user read is gone.
}

void TrafficPage::showThisPage()
{
    Q_EMIT filterRequested(m_toolbar->filter().filter().text());
}

void TrafficPage::chooseFile()
{
    showThisPage();
    m_files->choose();
}

void TrafficPage::openFile(const QString &path)
{
    showThisPage();
    m_files->open(path);
}

void TrafficPage::showOtherStore()
{
    m_details->conversations().enterStore(m_files->isLive());
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
    if (why)
        m_empty->show(*why);
    m_empty->setVisible(why.has_value());
    m_sequence->showOrTable(*m_view, !why);
    m_toolbar->showPaused(m_collector.isPaused());
    m_chip->showCount(m_collector.isPaused(), m_collector.waitingCount());
    m_undelivered->showCounts(isVisible() && m_view->isFollowing()
        && m_model->filter().text() == UndeliveredCounter::filterText());
    m_toolbar->pause().setEnabled(isVisible() && m_files->isLive());
    m_toolbar->exportRows().setEnabled(isVisible() && m_model->rowCount() > 0);
    m_status->showModel(*m_model);
    m_status->wish().offer(m_model->filter().text(), m_model->scope());
    m_status->showSelected(rowCountOf(m_view->selectedRows()));
    m_banner->showCapture(m_files->opening());
    m_status->showWork(m_files->saving(), m_files->opening(), *m_model);
}

QString TrafficPage::captured() const
{
    const auto count = static_cast<int>(m_collector.store().count());
    return count > 0 ? tr("%Ln captured message(s) are not saved.", nullptr, count) : QString();
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
