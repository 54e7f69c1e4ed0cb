// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/valuepanel.h"

#include "ui/json/decodedview.h"
#include "ui/json/decodetext.h"
#include "ui/json/jsontreeview.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/hairline.h"

#include <QtCore/QDateTime>
#include <QtGui/QAction>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ValuePanel::ValuePanel(JsonTreeView &tree, QWidget *parent)
    : QWidget(parent)
    , m_tree(tree)
    , m_line(new QWidget(this))
    , m_words(new ElidedLabel(Note::Tone::Dim, m_line))
    , m_decode(new QPushButton(tr("Decode"), m_line))
    , m_action(new QAction(themedIcon("search"), tr("Decode the value"), &tree))
    , m_content(new DecodedView(this))
{
    setObjectName(u"valuePanel"_s);
    setFocusProxy(&tree);
    buildLine();
    m_action->setObjectName(u"decodeValue"_s);
    m_action->setCheckable(true);
    m_action->setShortcut(Qt::Key_D);
    m_action->setShortcutContext(Qt::WidgetShortcut);
    tree.QWidget::addAction(m_action);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(&tree, 1);
    rows->addWidget(m_line);
    rows->addWidget(m_content, 1);
    connect(m_action, &QAction::toggled, this, &ValuePanel::showValue);
    connect(m_decode, &QPushButton::clicked, m_action, &QAction::setChecked);
    connect(&tree, &JsonTreeView::currentValueChanged, this, &ValuePanel::showValue);
    showValue();
}

void ValuePanel::buildLine()
{
    m_line->setObjectName(u"valueLine"_s);
    m_line->setBackgroundRole(QPalette::Window);
    m_line->setAutoFillBackground(true);
    m_words->setObjectName(u"valueWords"_s);
    m_decode->setObjectName(u"valueDecode"_s);
    m_decode->setAccessibleName(tr("Decode the value"));
    m_decode->setToolTip(tr("Show the content of the value (D)"));
    m_decode->setCheckable(true);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(2 * LayoutStep, LayoutStep / 2, LayoutStep, LayoutStep / 2);
    row->setSpacing(LayoutStep);
    row->addWidget(m_words, 1);
    row->addWidget(m_decode);
    auto *rows = new QVBoxLayout(m_line);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(new Hairline(m_line));
    rows->addLayout(row);
}

void ValuePanel::showValue()
{
    const JsonValue value = m_tree.currentValue();
    m_kind = recognised(value);
    const bool isTime = m_kind == Decoding::Kind::Time;
    const bool isKnown = m_kind != Decoding::Kind::None;
    m_line->setVisible(isKnown);
    m_action->setEnabled(isKnown && !isTime);
    m_decode->setVisible(!isTime); // The line has all of a time.
    m_decode->setChecked(m_action->isChecked());
    if (isTime)
        m_words->setText(timeWords(decoded(value).time, QDateTime::currentMSecsSinceEpoch()));
    else
        m_words->setText(kindWords(m_kind));
    m_words->setToolTip(m_words->text());
    showContent();
}

void ValuePanel::showContent()
{
    const bool isWanted = m_action->isChecked() && m_action->isEnabled();
    m_content->setVisible(isWanted);
    if (isWanted)
        m_content->setDecoding(decoded(m_tree.currentValue()), QDateTime::currentMSecsSinceEpoch());
    else
        m_content->clear();
}

} // namespace broadcaster
