// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/applybar.h"

#include "ui/theme/layoutstep.h"
#include "ui/widgets/hairline.h"

#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ApplyBar::ApplyBar(QWidget *parent)
    : QWidget(parent)
    , m_text(new Note(Note::Tone::Dim, this))
    , m_revert(new QPushButton(tr("Revert"), this))
    , m_apply(new QPushButton(tr("Apply"), this))
{
    setObjectName(u"applyBar"_s);
    setAccessibleName(tr("Changes not applied yet"));
    m_text->setObjectName(u"applyText"_s);
    m_revert->setObjectName(u"revert"_s);
    m_revert->setAccessibleName(tr("Revert the changes"));
    m_apply->setObjectName(u"apply"_s);
    m_apply->setAccessibleName(tr("Apply the changes"));
    m_apply->setDefault(true);

    auto *row = new QHBoxLayout;
    row->setContentsMargins(3 * LayoutStep, LayoutStep + 2, 2 * LayoutStep, LayoutStep + 2);
    row->setSpacing(LayoutStep);
    row->addWidget(m_text, 1);
    row->addWidget(m_revert);
    row->addWidget(m_apply);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(new Hairline(this));
    rows->addLayout(row);
    connect(m_revert, &QPushButton::clicked, this, &ApplyBar::reverted);
    connect(m_apply, &QPushButton::clicked, this, &ApplyBar::applied);
}

void ApplyBar::showChanges(Note::Tone tone, const QString &text, bool canApply)
{
    m_text->setTone(tone);
    m_text->setText(text);
    m_apply->setEnabled(canApply);
    m_apply->setToolTip(canApply ? QString() : text);
    m_revert->setEnabled(true);
}

void ApplyBar::showNone()
{
    showChanges(Note::Tone::Dim, tr("No changes to apply."), false);
    m_revert->setEnabled(false);
}

} // namespace broadcaster
