// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/detailplace.h"

#include "ui/theme/icons.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtGui/QActionGroup>
#include <QtWidgets/QMenu>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString BelowKey = u"trafficSplitter"_s;
const QString BesideKey = u"trafficSplitterRight"_s;
const QString ShownKey = u"trafficDetail"_s;
const QString SideKey = u"trafficDetailSide"_s;
constexpr char HiddenValue[] = "hidden";
constexpr const char *SideNames[] = { "automatic", "right", "bottom" };
constexpr int ListShare = 620; // Shares of the width or height, until the user says otherwise.
constexpr int DetailShare = 380;

} // namespace

DetailPlace::DetailPlace(QWidget *parent)
    : QSplitter(Qt::Vertical, parent)
    , m_show(new QAction(themedIcon("panel"), tr("Message details"), this))
    , m_sides(new QMenu(tr("Place of the details"), this))
    , m_group(new QActionGroup(this))
{
    setObjectName(BelowKey);
    setChildrenCollapsible(false);
    m_show->setObjectName(u"showDetail"_s);
    m_show->setCheckable(true);
    m_show->setChecked(true);
    m_show->setShortcut(Qt::CTRL | Qt::Key_D);
    connect(m_show, &QAction::toggled, this, &DetailPlace::showDetails);
    m_sides->setObjectName(u"detailSides"_s);
    m_sides->setIcon(themedIcon("panel"));
    m_sides->menuAction()->setObjectName(u"detailSidesAction"_s);
    addSide(tr("&Automatic: at the right of wide windows"), "detailAutomatic", Side::Automatic);
    addSide(tr("At the &right"), "detailRight", Side::Right);
    addSide(tr("&Below"), "detailBelow", Side::Bottom);
}

void DetailPlace::addSide(const QString &text, const char *name, Side side)
{
    QAction *action = m_sides->addAction(text);
    action->setObjectName(QLatin1StringView(name));
    action->setCheckable(true);
    action->setChecked(side == m_side);
    action->setData(static_cast<int>(side));
    m_group->addAction(action);
    connect(action, &QAction::triggered, this, [this, side] { setSide(side); });
}

void DetailPlace::setParts(QWidget *list, QWidget *details)
{
    addWidget(list);
    addWidget(details);
    setStretchFactor(0, ListShare);
    setStretchFactor(1, DetailShare);
    setSizes({ ListShare, DetailShare });
    m_details = details;
    m_details->hide();
}

void DetailPlace::setFilled(bool isFilled)
{
    if (isFilled == m_isFilled)
        return;
    m_isFilled = isFilled;
    showDetails();
}

void DetailPlace::showDetails()
{
    const bool isShown = m_isFilled && m_show->isChecked();
    if (isShown == m_details->isVisibleTo(this))
        return;
    m_details->setVisible(isShown);
    Q_EMIT moved();
}

void DetailPlace::setSide(Side side)
{
    m_side = side;
    for (QAction *action : m_group->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(side));
    arrange();
}

void DetailPlace::arrange()
{
    const int letter = std::max(1, fontMetrics().averageCharWidth());
    const bool isWide = width() >= WideInLetters * letter;
    const bool isRight = m_side == Side::Right || (m_side == Side::Automatic && isWide);
    const Qt::Orientation wanted = isRight ? Qt::Horizontal : Qt::Vertical;
    if (orientation() == wanted)
        return;
    (isRight ? m_below : m_beside) = saveState();
    setOrientation(wanted);
    const QByteArray &sizes = isRight ? m_beside : m_below;
    if (sizes.isEmpty() || !restoreState(sizes))
        setSizes({ ListShare, DetailShare });
    setOrientation(wanted);
    setChildrenCollapsible(false);
    Q_EMIT moved();
}

void DetailPlace::resizeEvent(QResizeEvent *event)
{
    QSplitter::resizeEvent(event);
    arrange();
}

void DetailPlace::changeEvent(QEvent *event)
{
    QSplitter::changeEvent(event);
    if (event->type() == QEvent::FontChange && m_details)
        arrange();
}

void DetailPlace::restore(const UiSettings &settings)
{
    m_below = settings.layouts.value(BelowKey);
    m_beside = settings.layouts.value(BesideKey);
    const QByteArray &sizes = orientation() == Qt::Horizontal ? m_beside : m_below;
    const Qt::Orientation present = orientation();
    if (!sizes.isEmpty())
        restoreState(sizes);
    setOrientation(present);
    setChildrenCollapsible(false);
    const QByteArray side = settings.layouts.value(SideKey);
    const auto *const name = std::find(std::begin(SideNames), std::end(SideNames), side);
    setSide(name == std::end(SideNames) ? Side::Automatic
                                        : static_cast<Side>(name - std::begin(SideNames)));
    m_show->setChecked(settings.layouts.value(ShownKey) != HiddenValue);
}

void DetailPlace::save(UiSettings &settings) const
{
    const bool isRight = orientation() == Qt::Horizontal;
    settings.layouts[BelowKey] = isRight ? m_below : saveState();
    settings.layouts[BesideKey] = isRight ? saveState() : m_beside;
    settings.layouts[SideKey] = SideNames[static_cast<size_t>(m_side)];
    settings.layouts[ShownKey] = m_show->isChecked() ? QByteArray() : QByteArray(HiddenValue);
}

} // namespace broadcaster
