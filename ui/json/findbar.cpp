// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/findbar.h"

#include "ui/base/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QToolButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int FindFieldWidth = 320;

QString countOf(const FindTarget::Result &result)
{
    if (result.count == 0)
        return FindBar::tr("Not found");
    //: The number of a place that was found, of all that were found
    return (result.isCut ? FindBar::tr("%1 of more than %2") : FindBar::tr("%1 of %2"))
        .arg(countText(result.number), countText(result.count));
}

} // namespace

FindBar::FindBar(QWidget *parent)
    : QWidget(parent)
    , m_wanted(new QLineEdit(this))
    , m_count(new QLabel(this))
{
    setObjectName(u"findBar"_s);
    m_wanted->setObjectName(u"findText"_s);
    m_wanted->setAccessibleName(tr("Find in the message"));
    m_wanted->setPlaceholderText(tr("Find in the message"));
    m_wanted->setClearButtonEnabled(true);
    m_wanted->setMaxLength(MaxLength);
    m_wanted->setMaximumWidth(FindFieldWidth);
    m_wanted->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    m_wanted->installEventFilter(this);
    m_count->setObjectName(u"findCount"_s);
    m_count->setAccessibleName(tr("Found places"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(LayoutStep, LayoutStep / 2, LayoutStep, LayoutStep / 2);
    row->setSpacing(LayoutStep / 2);
    row->addWidget(m_wanted, 1);
    addButton(*row, "findPrevious", "up", tr("Previous place (Shift+F3)"), &FindBar::goBack);
    addButton(*row, "findNext", "down", tr("Next place (F3)"), &FindBar::goNext);
    row->addSpacing(LayoutStep / 2);
    row->addWidget(m_count);
    row->addStretch();
    addButton(*row, "findClose", "close", tr("Close the search (Esc)"), &FindBar::close);
    setFocusProxy(m_wanted);
    connect(m_wanted, &QLineEdit::textChanged, this, [this] { find(FindStep::Here); });
    hide();
}

void FindBar::addButton(QHBoxLayout &row, const char *name, const char *icon, const QString &tip,
    void (FindBar::*run)())
{
    auto *button = new QToolButton(this);
    button->setObjectName(QLatin1StringView(name));
    button->setIcon(themedIcon(icon));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    button->setAutoRaise(true);
    connect(button, &QToolButton::clicked, this, run);
    row.addWidget(button);
}

void FindBar::setTarget(FindTarget *target)
{
    if (target == m_target)
        return;
    endSearch();
    m_target = target;
    refresh();
}

void FindBar::refresh()
{
    if (isVisibleTo(parentWidget()))
        find(FindStep::Here);
}

void FindBar::open()
{
    show();
    m_wanted->setFocus(Qt::ShortcutFocusReason);
    m_wanted->selectAll();
    refresh();
}

void FindBar::close()
{
    endSearch();
    hide();
    Q_EMIT closed();
}

void FindBar::step(FindStep step)
{
    if (!isVisibleTo(parentWidget()))
        open();
    else
        find(step);
}

void FindBar::goNext()
{
    find(FindStep::Next);
}

void FindBar::goBack()
{
    find(FindStep::Previous);
}

void FindBar::endSearch()
{
    if (m_target)
        m_target->endFind();
}

void FindBar::find(FindStep step)
{
    const QByteArray wanted = m_wanted->text().toUtf8();
    if (wanted.isEmpty() || !m_target) {
        endSearch();
        m_count->clear();
        return;
    }
    m_count->setText(countOf(m_target->find(wanted, step)));
}

bool FindBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_wanted || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto &key = static_cast<const QKeyEvent &>(*event);
    if (key.key() == Qt::Key_Escape) {
        close();
        return true;
    }
    if (key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter) {
        find(key.modifiers().testFlag(Qt::ShiftModifier) ? FindStep::Previous : FindStep::Next);
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace broadcaster
