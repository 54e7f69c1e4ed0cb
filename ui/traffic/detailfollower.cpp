// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/detailfollower.h"

#include "ui/base/uisettings.h"
#include "ui/theme/icons.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficview.h"

#include <QtGui/QAction>

#include <chrono>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A reader cannot follow more often, and a large message takes time to show.
constexpr std::chrono::milliseconds ChooseInterval { 200 };
const QString FollowKey = u"trafficDetailFollow"_s;
constexpr char FollowValue[] = "follow";

} // namespace

DetailFollower::DetailFollower(TrafficView &view, TrafficModel &model, QObject *parent)
    : QObject(parent)
    , m_view(view)
    , m_model(model)
    , m_action(new QAction(themedIcon("follow"), tr("Details of the newest message"), parent))
{
    m_action->setObjectName(u"followDetail"_s);
    m_action->setCheckable(true);
    m_action->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    m_soon.setSingleShot(true);
    m_soon.setInterval(ChooseInterval);
    connect(&m_soon, &QTimer::timeout, this, &DetailFollower::choose);
    connect(m_action, &QAction::triggered, this, &DetailFollower::toggle);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &DetailFollower::chooseSoon);
    connect(&model, &TrafficModel::restarted, this, &DetailFollower::chooseSoon);
    connect(&view, &TrafficView::followingChanged, this, &DetailFollower::chooseSoon);
}

void DetailFollower::toggle(bool isWanted)
{
    if (!isWanted)
        return;
    m_view.setFollowing(true);
    choose();
}

void DetailFollower::chooseSoon()
{
    if (m_action->isChecked() && m_view.isFollowing() && !m_soon.isActive())
        m_soon.start();
}

void DetailFollower::choose()
{
    const int rows = m_model.rowCount();
    if (m_action->isChecked() && m_view.isFollowing() && m_view.isVisible() && rows > 0)
        m_view.select(m_model.sequenceAt(rows - 1));
}

void DetailFollower::restore(const UiSettings &settings)
{
    m_action->setChecked(settings.layouts.value(FollowKey) == FollowValue);
}

void DetailFollower::save(UiSettings &settings) const
{
    settings.layouts[FollowKey] = m_action->isChecked() ? QByteArray(FollowValue) : QByteArray();
}

} // namespace broadcaster
