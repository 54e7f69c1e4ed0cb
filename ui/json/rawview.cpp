// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/rawview.h"

#include "inspect/json/jsoncheck.h"
#include "inspect/json/jsonindent.h"
#include "inspect/json/jsontext.h"
#include "ui/base/text.h"
#include "ui/theme/icons.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int BarMargin = 8;

} // namespace

RawView::RawView(QWidget *parent)
    : QWidget(parent)
    , m_text(new RawText(this))
    , m_indented(new QCheckBox(tr("Indented"), this))
    , m_size(new QLabel(this))
{
    setObjectName(u"rawView"_s);
    m_indented->setObjectName(u"rawIndented"_s);
    m_indented->setAccessibleName(tr("Indented"));
    m_indented->setToolTip(tr("Off: every byte as it was on the wire"));
    m_size->setObjectName(u"rawSize"_s);
    m_size->setAccessibleName(tr("Size"));
    auto *copy = new QPushButton(themedIcon("copy"), tr("Copy all"), this);
    copy->setObjectName(u"rawCopy"_s);
    copy->setAccessibleName(tr("Copy all"));
    copy->setFlat(true);

    auto *bar = new QHBoxLayout;
    bar->setContentsMargins(BarMargin, BarMargin / 2, BarMargin, BarMargin / 2);
    bar->setSpacing(BarMargin);
    bar->addWidget(m_indented);
    bar->addWidget(m_size);
    m_size->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Preferred);
    bar->addStretch();
    bar->addWidget(copy);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(bar);
    layout->addWidget(m_text, 1);
    setFocusProxy(m_text);

    connect(m_indented, &QCheckBox::toggled, this, &RawView::showText);
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
    m_size->setText(m_wire.isEmpty() ? QString() : sizeText(m_wire.size()));
    m_wanted.clear();
}

FindTarget::Result RawView::find(const QByteArray &wanted, FindStep step)
{
    if (wanted != m_wanted) {
        m_wanted = wanted;
        m_found = findPlaces(m_text->text(), wanted);
    }
    m_text->setMarks(m_found.offsets, wanted.size());
    const auto index = stepTo(m_found, step, m_text->selectionBegin());
    if (!index)
        return {};
    const qsizetype place = m_found.offsets[*index];
    m_text->select(place, place + wanted.size());
    return { static_cast<qsizetype>(*index) + 1, static_cast<qsizetype>(m_found.offsets.size()),
        m_found.isCut };
}

void RawView::endFind()
{
    m_text->setMarks({}, 0);
}

} // namespace broadcaster
