// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/rowfeatures.h"

#include "ui/filter/savedfiltersbar.h"
#include "ui/theme/icons.h"
#include "ui/traffic/colourrulesdialog.h"
#include "ui/traffic/rowcolours.h"
#include "ui/traffic/rowmarks.h"
#include "ui/traffic/trafficactions.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficview.h"

#include <QtGui/QAction>
#include <QtWidgets/QMenu>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

RowFeatures::RowFeatures(FilterBox &box, TrafficModel &model, TrafficView &view,
    TrafficActions &actions, DetailPane &detail, QWidget &page)
    : QObject(&page)
    , m_page(page)
    , m_actions(actions)
    , m_bar(new SavedFiltersBar(box, &page))
    , m_colours(new RowColours(model))
    , m_marks(new RowMarks(model, view, actions, detail))
    , m_editColours(new QAction(themedIcon("theme"), tr("Colour rules\u2026"), this))
    , m_colourThis(new QAction(themedIcon("theme"), tr("Colour rows like this\u2026"), this))
{
    model.setColours(m_colours);
    connect(m_colours, &RowColours::changed, view.viewport(), qOverload<>(&QWidget::update));
    m_editColours->setObjectName(u"editColourRules"_s);
    m_editColours->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    m_colourThis->setObjectName(u"colourRowsLikeThis"_s);
    connect(m_editColours, &QAction::triggered, this, [this] { editColours({}); });
    connect(
        m_colourThis, &QAction::triggered, this, [this] { editColours(m_actions.condition()); });
    actions.menu().addSeparator();
    actions.menu().addAction(m_colourThis);
    connect(&actions.menu(), &QMenu::aboutToShow, this,
        [this] { m_colourThis->setEnabled(!m_actions.condition().isEmpty()); });
    connect(m_marks, &RowMarks::refused, &actions, &TrafficActions::told);
    page.addAction(&m_bar->saveAction()); // Its key holds on the whole page.
}

QList<Page::MenuAction> RowFeatures::menuActions() const
{
    return { { Page::Menu::View, m_editColours }, { Page::Menu::Traffic, nullptr },
        { Page::Menu::Traffic, m_marks->comment() }, { Page::Menu::Traffic, m_marks->next() },
        { Page::Menu::Traffic, m_marks->previous() }, { Page::Menu::Traffic, nullptr },
        { Page::Menu::Traffic, &m_bar->saveAction() } };
}

void RowFeatures::restore(const UiSettings &settings)
{
    m_bar->setFilters(savedFiltersOf(settings.savedFilters));
    m_colours->setRules(colourRulesOf(settings.colourRules));
}

void RowFeatures::save(UiSettings &settings) const
{
    settings.savedFilters = savedFilterLines(m_bar->filters());
    settings.colourRules = colourRuleLines(m_colours->rules());
}

void RowFeatures::editColours(const QString &newFilter)
{
    auto *dialog = new ColourRulesDialog(m_colours->rules(), m_page.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    if (!newFilter.isEmpty())
        dialog->addRule(newFilter);
    connect(dialog, &QDialog::accepted, m_colours,
        [this, dialog] { m_colours->setRules(dialog->rules()); });
    dialog->open();
}

} // namespace broadcaster
