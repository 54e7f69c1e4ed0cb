// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficfilter.h"

#include "ui/base/uisettings.h"
#include "ui/filter/filterbox.h"
#include "ui/traffic/detailpane.h"
#include "ui/traffic/trafficactions.h"
#include "ui/traffic/trafficconversations.h"
#include "ui/traffic/trafficdetails.h"
#include "ui/traffic/trafficempty.h"
#include "ui/traffic/trafficmodel.h"

namespace broadcaster {

TrafficFilter::TrafficFilter(FilterBox &box, TrafficModel &model, TrafficDetails &details,
    const TrafficActions &actions, const TrafficEmpty &empty)
    : QObject(&box)
    , m_box(box)
{
    suggestFrom(model);
    connect(&box, &FilterBox::filterChanged, this, [&model, &details](const Filter &filter) {
        details.conversations().setFilter(filter);
        model.setFilter(filter);
    });
    connect(&empty, &TrafficEmpty::clearFilterWanted, this, [this] { show({}); });
    connect(&actions, &TrafficActions::filterRequested, this, &TrafficFilter::show);
    connect(&actions, &TrafficActions::narrowRequested, &box, &FilterBox::addCondition);
    connect(&actions, &TrafficActions::excludeRequested, &box, &FilterBox::excludeCondition);
    const DetailPane *pane = &details.pane();
    connect(pane, &DetailPane::narrowRequested, &box, &FilterBox::addCondition);
    connect(pane, &DetailPane::excludeRequested, &box, &FilterBox::excludeCondition);
}

void TrafficFilter::suggestFrom(const TrafficModel &model)
{
    m_box.setRecentRows([&model](const std::function<bool(const TrafficRow &)> &visit) {
        const TrafficStore *store = model.store();
        for (quint64 at = store->end(); at > store->first() && visit(store->at(at - 1)); --at) { }
    });
}

void TrafficFilter::show(const QString &filter)
{
    m_box.setFilterText(filter);
}

void TrafficFilter::focus()
{
    m_box.setFocus(Qt::ShortcutFocusReason);
}

void TrafficFilter::restore(const UiSettings &settings)
{
    m_box.setHistory(settings.filterHistory);
    m_box.setFilterText(settings.filter);
}

void TrafficFilter::save(UiSettings &settings) const
{
    settings.filter = m_box.filter().text();
    settings.filterHistory = m_box.history();
}

} // namespace broadcaster
