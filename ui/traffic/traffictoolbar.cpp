// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/traffictoolbar.h"

#include "ui/filter/filterbox.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QApplication>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QToolButton>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ToolbarSide = 14;
constexpr int Top = 10;
constexpr int Bottom = 2; ///< Below the line for the fault in the filter.
constexpr int WideInLetters = 130;
constexpr int NarrowInLetters = 75; ///< Below that no button has a text.

} // namespace

TrafficToolbar::TrafficToolbar(QWidget *parent)
    : QWidget(parent)
    , m_filter(new FilterBox(this))
    , m_row(new QHBoxLayout(this))
{
    m_row->setContentsMargins(ToolbarSide, Top, ToolbarSide, Bottom);
    m_row->setSpacing(LayoutStep);
    m_row->addWidget(m_filter, 1, Qt::AlignTop);
    m_follow = add("follow", "follow", tr("Follow"), tr("Keep the newest message in sight"), false);
    m_follow->setCheckable(true);
    m_follow->setChecked(true);
    m_pause = add("pause", "pause", tr("Pause"),
        tr("Stop the list; messages are collected meanwhile"), false);
    m_pause->setCheckable(true);
    m_clear = add("clear", "clear", tr("Clear"), tr("Forget all messages"), true);
    m_export = add(
        "export", "export", tr("Export\u2026"), tr("Save the messages that are shown"), true);
    m_open = add("open", "open", tr("Open\u2026"), tr("Show the messages of a saved file"), true);
    m_clear->setShortcut(Qt::Key_F5);
    m_export->setShortcut(QKeySequence::Save);
    m_open->setShortcut(QKeySequence::Open);
    measure();
    fitSpace(nullptr);
    connect(qApp, &QApplication::focusChanged, this,
        [this](QWidget *, QWidget *now) { fitSpace(now); });
}

void TrafficToolbar::fitSpace(const QWidget *focus)
{
    const bool isPressed = qobject_cast<const QAbstractButton *>(focus) != nullptr
        || qobject_cast<const QComboBox *>(focus) != nullptr;
    m_pause->setShortcut(isPressed ? QKeySequence() : QKeySequence(Qt::Key_Space));
}

QAction *TrafficToolbar::add(
    const char *name, const char *icon, const QString &text, const QString &tip, bool mayShrink)
{
    auto *action = new QAction(themedIcon(icon), text, this);
    action->setObjectName(QLatin1StringView(name));
    action->setToolTip(tip);
    m_row->addWidget(newButton(*action), 0, Qt::AlignTop);
    if (mayShrink)
        m_shrinking.append(findChild<QToolButton *>(action->objectName() + u"Button"_s));
    return action;
}

QToolButton *TrafficToolbar::newButton(QAction &action)
{
    auto *button = new QToolButton(this);
    button->setObjectName(action.objectName() + u"Button"_s);
    button->setDefaultAction(&action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setMinimumHeight(m_filter->focusProxy()->sizeHint().height());
    button->setAccessibleName(action.text());
    return button;
}

void TrafficToolbar::addToggle(QAction &action, const QString &word)
{
    action.setIconText(word);
    QToolButton *button = newButton(action);
    m_row->insertWidget(1, button, 0, Qt::AlignTop);
    m_shrinking.append(button);
    measure();
}

TrafficToolbar::~TrafficToolbar()
{
    qApp->disconnect(this); // The focus moves on while the buttons are destroyed.
}

void TrafficToolbar::showPaused(bool paused)
{
    m_pause->setChecked(paused);
    m_pause->setIcon(themedIcon(paused ? "play" : "pause"));
    m_pause->setText(paused ? tr("Paused") : tr("Pause"));
    reservePause();
    m_pause->setToolTip(paused ? tr("Go on with the messages that have come meanwhile")
                               : tr("Stop the list; messages are collected meanwhile"));
}

/// The filter has the same width during a pause.
void TrafficToolbar::reservePause()
{
    auto *button = findChild<QToolButton *>(u"pauseButton"_s);
    const QFontMetrics metrics = button->fontMetrics();
    const auto widthOf = [&metrics](const QString &text) {
        return metrics.size(Qt::TextShowMnemonic, text).width(); // As in QToolButton::sizeHint().
    };
    const bool isReserved = button->toolButtonStyle() == Qt::ToolButtonTextBesideIcon;
    const int rest = button->sizeHint().width() - widthOf(button->text());
    const int widest = std::max(widthOf(tr("Paused")), widthOf(tr("Pause")));
    button->setMinimumWidth(isReserved ? rest + widest : 0);
}

void TrafficToolbar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TrafficToolbar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        measure();
}

QSize TrafficToolbar::minimumSizeHint() const
{
    return { m_leastWidth, QWidget::minimumSizeHint().height() };
}

QList<QToolButton *> TrafficToolbar::buttons() const
{
    return findChildren<QToolButton *>(Qt::FindDirectChildrenOnly);
}

void TrafficToolbar::measure()
{
    for (QToolButton *button : buttons()) {
        button->setToolButtonStyle(Qt::ToolButtonIconOnly);
        button->setMinimumWidth(0);
    }
    m_row->invalidate();
    m_leastWidth = m_row->minimumSize().width();
    fit();
}

void TrafficToolbar::fit()
{
    const int letters = width() / std::max(1, fontMetrics().averageCharWidth());
    for (QToolButton *button : buttons()) {
        const int needed = m_shrinking.contains(button) ? WideInLetters : NarrowInLetters;
        button->setToolButtonStyle(
            letters >= needed ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    }
    reservePause();
}

} // namespace broadcaster
