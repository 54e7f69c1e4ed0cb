// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficdetails.h"

#include "ui/base/errortext.h"
#include "ui/traffic/detailfollower.h"
#include "ui/traffic/detailpane.h"
#include "ui/traffic/detailplace.h"
#include "ui/traffic/trafficconversations.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficview.h"
#include "ui/traffic/wholemessages.h"

#include <QtGui/QAction>
#include <QtWidgets/QMenu>

#include <algorithm>

namespace broadcaster {

TrafficDetails::TrafficDetails(Console &console, ConversationWatch &watch, TrafficModel &model,
    TrafficView &view, TrafficStore &live, QWidget &page)
    : QObject(&page)
    , m_model(model)
    , m_view(view)
    , m_live(live)
    , m_whole(new WholeMessages(console, live, this))
    , m_pane(new DetailPane(console, &page))
    , m_place(new DetailPlace(&page))
    , m_follower(new DetailFollower(view, model, this))
    , m_conversations(new TrafficConversations(watch, model, view, *m_pane))
{
    connectAll(page);
}

void TrafficDetails::connectAll(QWidget &page)
{
    page.addActions(windowActions());
    page.addActions(m_pane->pageActions());
    QMenu &menu = m_pane->menu();
    menu.addSeparator();
    menu.addAction(&m_follower->action());
    menu.addMenu(&m_place->sideMenu());
    connect(&m_place->showAction(), &QAction::triggered, this, &TrafficDetails::open);
    connect(m_pane, &DetailPane::closeWanted, &m_place->showAction(), &QAction::toggle);
    connect(
        m_pane, &DetailPane::openWanted, this, [this] { m_place->showAction().setChecked(true); });
    // Once the table has its new size.
    connect(m_place, &DetailPlace::moved, &m_view, &TrafficView::keepChosenInSight,
        Qt::QueuedConnection);
    connect(&m_live, &TrafficStore::changed, this, &TrafficDetails::showChanges);
    connect(&m_live, &TrafficStore::evicting, this, [this](quint64 newFirst) {
        if (m_shown && *m_shown < newFirst)
            m_pane->setNotice(
                tr("The table no longer keeps this message. You see its last state."));
    });
    connect(m_whole, &WholeMessages::failed, this, &TrafficDetails::showFailure);
    connect(&m_view, &TrafficView::chosen, this, &TrafficDetails::show);
}

void TrafficDetails::setNames(ClientNames &names)
{
    m_pane->setNames(names);
}

QList<QAction *> TrafficDetails::windowActions() const
{
    return { &m_place->showAction(), &m_follower->action() };
}

bool TrafficDetails::isLive() const
{
    return m_model.store() == &m_live;
}

void TrafficDetails::show(quint64 sequence)
{
    const TrafficMessage message = m_model.store()->copyOf(sequence);
    m_project = message.project;
    m_pane->setMessage(message, isLive() ? DetailPane::Source::Broker : DetailPane::Source::File);
    m_shown = isLive() ? std::optional(sequence) : std::nullopt;
    m_isPartial = message.record.missing > 0;
    if (m_isPartial)
        showPartial(sequence);
    m_conversations->setMessage(sequence);
    m_place->setFilled(true);
}

/// The rest of a large message comes from the broker when somebody looks at it.
void TrafficDetails::showPartial(quint64 sequence)
{
    if (!m_shown) {
        m_pane->setNotice(tr("The file has only the beginning of this message."));
        return;
    }
    m_pane->setNotice(tr("Getting the rest of this message\u2026"));
    m_whole->want(sequence);
}

void TrafficDetails::showFailure(quint64 sequence, const Error &error)
{
    if (m_shown != sequence)
        return;
    m_pane->setNotice(error.code == ErrorCode::NotFound
            ? tr("The broker no longer has the rest of this message. You see its beginning.")
            : tr("Only the beginning of this message is here. %1").arg(errorText(error)));
}

void TrafficDetails::showWhole(quint64 sequence)
{
    m_isPartial = false;
    m_pane->setMessage(m_live.copyOf(sequence), DetailPane::Source::Broker);
}

/// Details that are asked for while no message is chosen are those of the newest.
void TrafficDetails::open()
{
    const int rows = m_model.rowCount();
    if (m_place->showAction().isChecked() && !m_view.chosenSequence() && rows > 0)
        m_view.select(m_model.sequenceAt(rows - 1));
}

void TrafficDetails::leaveMessage()
{
    m_shown.reset();
    m_project = {};
    m_conversations->setMessage(std::nullopt);
    m_view.forgetChosen();
    m_pane->clear();
}

void TrafficDetails::clear()
{
    leaveMessage();
    m_place->setFilled(false);
    m_pane->setMarked(std::nullopt);
}

void TrafficDetails::setScope(const ProjectId &project)
{
    if (!project.isNull() && !m_project.isNull() && m_project != project)
        leaveMessage();
}

void TrafficDetails::showChanges(const std::vector<quint64> &sequences)
{
    if (!m_shown || !std::binary_search(sequences.begin(), sequences.end(), *m_shown))
        return;
    const TrafficRow row = m_live.at(*m_shown);
    if (m_isPartial && row.record->missing == 0)
        showWhole(*m_shown);
    else
        m_pane->updateDelivery(row);
}

void TrafficDetails::restore(const UiSettings &settings)
{
    m_place->restore(settings);
    m_follower->restore(settings);
    m_pane->restore(settings);
}

void TrafficDetails::save(UiSettings &settings) const
{
    m_place->save(settings);
    m_follower->save(settings);
    m_pane->save(settings);
}

} // namespace broadcaster
