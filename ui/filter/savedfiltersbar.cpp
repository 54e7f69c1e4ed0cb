// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/savedfiltersbar.h"

#include "ui/filter/filterbox.h"
#include "ui/filter/savefilterdialog.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"

#include <QtCore/QEvent>
#include <QtGui/QAction>
#include <QtWidgets/QMenu>
#include <QtWidgets/QToolButton>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int BarSide = 14;
constexpr int BarBottom = 6;
constexpr int ButtonGap = 4;

QStringList namesOf(const QList<SavedFilter> &filters)
{
    QStringList names;
    for (const SavedFilter &each : filters)
        names.append(each.name);
    return names;
}

/// In the text of a button or a menu an ampersand marks a key.
QString buttonText(QString name)
{
    return name.replace(u'&', u"&&"_s);
}

} // namespace

SavedFiltersBar::SavedFiltersBar(FilterBox &box, QWidget *parent)
    : QWidget(parent)
    , m_box(box)
    , m_more(new QToolButton(this))
    , m_moreMenu(new QMenu(this))
    , m_save(new QAction(themedIcon("add"), tr("Save filter\u2026"), this))
{
    setObjectName(u"savedFilters"_s);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_save->setObjectName(u"saveFilterAction"_s);
    m_save->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_B);
    box.addSaveButton(*m_save);
    connect(m_save, &QAction::triggered, this, &SavedFiltersBar::save);
    m_more->setObjectName(u"moreFilters"_s);
    m_more->setText(u"\u00bb"_s);
    m_more->setAccessibleName(tr("More saved filters"));
    m_more->setToolTip(tr("More saved filters"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(m_moreMenu);
    m_more->setFocusPolicy(Qt::StrongFocus);
    m_moreMenu->setObjectName(u"moreFiltersMenu"_s);
    connect(&box, &FilterBox::filterChanged, this, &SavedFiltersBar::showPresent);
    rebuild();
}

void SavedFiltersBar::setFilters(const QList<SavedFilter> &filters)
{
    m_filters = filters;
    rebuild();
}

void SavedFiltersBar::rebuild()
{
    for (QToolButton *button : m_buttons) {
        button->hide();
        button->deleteLater(); // Its own menu may have asked for this.
    }
    m_buttons.clear();
    for (int i = 0; i < m_filters.size(); ++i)
        m_buttons.append(buttonFor(i));
    QWidget *before = this;
    for (QToolButton *button : m_buttons) {
        if (before != this)
            setTabOrder(before, button);
        before = button;
    }
    setVisible(!m_filters.isEmpty());
    layOut();
    showPresent();
}

QToolButton *SavedFiltersBar::buttonFor(int number)
{
    const SavedFilter &filter = m_filters[number];
    auto *button = new QToolButton(this);
    button->setObjectName(u"savedFilter%1"_s.arg(number));
    button->setText(buttonText(filter.name));
    button->setAccessibleName(filter.name);
    button->setToolTip(filter.filter);
    button->setCheckable(true);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::StrongFocus);
    button->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(button, &QToolButton::clicked, this, [this, number] { apply(number); });
    connect(button, &QWidget::customContextMenuRequested, this,
        [this, button, number] { showMenu(button, number); });
    return button;
}

void SavedFiltersBar::showMenu(QToolButton *button, int number)
{
    auto *menu = new QMenu(button);
    menu->setObjectName(u"savedFilterMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto entry = [&](const QString &name, const QString &text, bool isPossible, auto run) {
        QAction *action = menu->addAction(text);
        action->setObjectName(name);
        action->setEnabled(isPossible);
        connect(action, &QAction::triggered, this, run);
    };
    const QString present = m_box.filter().text();
    entry(u"renameFilter"_s, tr("Rename\u2026"), true, [this, number] { rename(number); });
    entry(u"replaceFilter"_s, tr("Replace by the present filter"),
        !present.isEmpty() && present != m_filters[number].filter
            && present.size() <= MaxSavedFilterLength,
        [this, number, present] {
            replace(number, { m_filters[number].name, present });
        });
    menu->addSeparator();
    entry(u"moveFilterLeft"_s, tr("Move left"), number > 0, [this, number] { move(number, -1); });
    entry(u"moveFilterRight"_s, tr("Move right"), number + 1 < m_filters.size(),
        [this, number] { move(number, 1); });
    menu->addSeparator();
    entry(u"deleteFilter"_s, tr("Delete"), true, [this, number] { remove(number); });
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

QSize SavedFiltersBar::sizeHint() const
{
    return minimumSizeHint();
}

QSize SavedFiltersBar::minimumSizeHint() const
{
    return { m_more->sizeHint().width() + 2 * BarSide, m_more->sizeHint().height() + BarBottom };
}

void SavedFiltersBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    layOut();
}

void SavedFiltersBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOut();
}

void SavedFiltersBar::layOut()
{
    const int height = m_more->sizeHint().height();
    const int end = width() - BarSide;
    int all = BarSide;
    for (const QToolButton *button : m_buttons)
        all += button->sizeHint().width() + ButtonGap;
    const bool fits = all - ButtonGap <= end;
    const int last = fits ? end : end - m_more->sizeHint().width() - ButtonGap;
    int left = BarSide;
    m_moreMenu->clear();
    for (int i = 0; i < m_buttons.size(); ++i) {
        QToolButton *button = m_buttons[i];
        const int size = button->sizeHint().width();
        const bool isShown = left + size <= last && m_moreMenu->isEmpty();
        button->setVisible(isShown);
        if (isShown) {
            button->setGeometry(left, 0, size, height);
            left += size + ButtonGap;
            continue;
        }
        QAction *action = m_moreMenu->addAction(buttonText(m_filters[i].name));
        action->setToolTip(m_filters[i].filter);
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, i] { apply(i); });
    }
    m_more->setGeometry(left, 0, m_more->sizeHint().width(), height);
    m_more->setVisible(!m_moreMenu->isEmpty());
    showPresent();
}

void SavedFiltersBar::showPresent()
{
    const QString present = m_box.filter().text();
    m_save->setEnabled(!present.isEmpty());
    const auto shown = m_buttons.size() - m_moreMenu->actions().size();
    for (int i = 0; i < m_buttons.size(); ++i) {
        const bool isPresent = m_filters[i].filter == present;
        m_buttons[i]->setChecked(isPresent);
        if (i >= shown)
            m_moreMenu->actions()[i - shown]->setChecked(isPresent);
    }
}

void SavedFiltersBar::apply(int number)
{
    const QString &filter = m_filters[number].filter;
    m_box.setFilterText(m_box.filter().text() == filter ? QString() : filter);
    showPresent(); // A filter that is no longer valid was not applied.
}

void SavedFiltersBar::save()
{
    const SavedFilter filter { {}, m_box.filter().text() };
    auto *dialog = new SaveFilterDialog(
        SaveFilterDialog::Purpose::Save, filter, namesOf(m_filters), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, filter] {
        add({ dialog->name(), filter.filter });
    });
    dialog->open();
}

void SavedFiltersBar::add(const SavedFilter &filter)
{
    const qsizetype taken = namesOf(m_filters).indexOf(filter.name);
    if (taken >= 0)
        return replace(static_cast<int>(taken), filter);
    m_filters.append(filter);
    rebuild();
    Q_EMIT filtersChanged();
}

void SavedFiltersBar::rename(int number)
{
    QStringList others = namesOf(m_filters);
    others.removeAt(number);
    auto *dialog = new SaveFilterDialog(
        SaveFilterDialog::Purpose::Rename, m_filters[number], others, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, number] {
        replace(number, { dialog->name(), m_filters[number].filter });
    });
    dialog->open();
}

void SavedFiltersBar::replace(int number, const SavedFilter &filter)
{
    m_filters[number] = filter;
    rebuild();
    Q_EMIT filtersChanged();
}

void SavedFiltersBar::remove(int number)
{
    m_filters.removeAt(number);
    rebuild();
    Q_EMIT filtersChanged();
}

void SavedFiltersBar::move(int number, int by)
{
    m_filters.move(number, number + by);
    rebuild();
    m_buttons[number + by]->setFocus();
    Q_EMIT filtersChanged();
}

} // namespace broadcaster
