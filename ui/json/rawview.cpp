// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/rawview.h"

#include "inspect/json/jsontext.h"
#include "ui/base/text.h"
#include "ui/theme/icons.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int BarMargin = 8;
constexpr int FindWidth = 220;
constexpr int MaxFindLength = 1'000;

} // namespace

RawView::RawView(QWidget *parent)
    : QWidget(parent)
    , m_text(new RawText(this))
    , m_indented(new QCheckBox(tr("Indented"), this))
    , m_find(new QLineEdit(this))
    , m_state(new QLabel(this))
{
    setObjectName(u"rawView"_s);
    m_indented->setObjectName(u"rawIndented"_s);
    m_indented->setAccessibleName(tr("Indented"));
    m_indented->setToolTip(tr("Off: every byte as it was on the wire"));
    m_find->setObjectName(u"rawFind"_s);
    m_find->setAccessibleName(tr("Find in the message"));
    m_find->setPlaceholderText(tr("Find in the message"));
    m_find->setClearButtonEnabled(true);
    m_find->setMaxLength(MaxFindLength);
    m_find->setMaximumWidth(FindWidth);
    m_find->addAction(themedIcon("search"), QLineEdit::LeadingPosition);
    m_find->installEventFilter(this);
    m_state->setObjectName(u"rawState"_s);
    m_state->setAccessibleName(tr("State"));
    auto *copy = new QPushButton(themedIcon("copy"), tr("Copy all"), this);
    copy->setObjectName(u"rawCopy"_s);
    copy->setAccessibleName(tr("Copy all"));
    copy->setFlat(true);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(BarMargin, BarMargin / 2, BarMargin, BarMargin / 2);
    bar->setSpacing(BarMargin);
    bar->addWidget(m_indented);
    bar->addWidget(m_find, 1);
    bar->addWidget(m_state);
    bar->addStretch();
    bar->addWidget(copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_text, 1);
    setFocusProxy(m_text);

    connect(m_indented, &QCheckBox::toggled, this, &RawView::showText);
    connect(m_find, &QLineEdit::textChanged, this, [this] { find(RawText::Search::Here); });
    connect(m_find, &QLineEdit::returnPressed, this, [this] { find(RawText::Search::Next); });
    connect(copy, &QPushButton::clicked, this, [this] {
        m_text->selectAll();
        m_text->copy();
    });
}

void RawView::setText(const QByteArray &text)
{
    m_wire = text;
    showText();
}

void RawView::showText()
{
    // Text that is not JSON has no levels.
    const bool isIndentable = !findJsonError(m_wire);
    m_indented->setEnabled(isIndentable);
    m_text->setText(isIndentable && m_indented->isChecked() ? jsonIndented(m_wire) : m_wire);
    m_state->setText(m_wire.isEmpty() ? QString() : sizeText(m_wire.size()));
}

void RawView::find(RawText::Search search)
{
    const QByteArray wanted = m_find->text().toUtf8();
    const bool isFound = wanted.isEmpty() || m_text->find(wanted, search);
    if (isFound)
        m_state->setText(m_wire.isEmpty() ? QString() : sizeText(m_wire.size()));
    else
        m_state->setText(tr("Not found"));
}

bool RawView::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_find && event->type() == QEvent::KeyPress) {
        const auto &key = static_cast<const QKeyEvent &>(*event);
        const bool isReturn = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
        if (isReturn && key.modifiers().testFlag(Qt::ShiftModifier)) {
            find(RawText::Search::Previous);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace broadcaster
