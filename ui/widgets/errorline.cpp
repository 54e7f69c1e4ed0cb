// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/errorline.h"

#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/hairline.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ErrorLine::ErrorLine(QWidget *parent)
    : QWidget(parent)
    , m_text(new Note(Note::Tone::Bad, this))
    , m_retry(new QPushButton(themedIcon("refresh"), tr("Try again"), this))
{
    m_text->setObjectName(u"errorText"_s);
    m_retry->setObjectName(u"retry"_s);
    m_retry->setAccessibleName(m_retry->text());
    auto *row = new QHBoxLayout;
    row->setContentsMargins(2 * LayoutStep, LayoutStep, 2 * LayoutStep, LayoutStep);
    row->setSpacing(LayoutStep);
    row->addWidget(m_text, 1);
    row->addWidget(m_retry);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addLayout(row);
    rows->addWidget(new Hairline(this));
    setVisible(false);
    connect(m_retry, &QPushButton::clicked, this, &ErrorLine::retried);
}

void ErrorLine::setError(const QString &text, bool canRetry)
{
    m_text->setText(text);
    m_retry->setVisible(canRetry);
    setVisible(!text.isEmpty());
}

QString ErrorLine::text() const
{
    return m_text->text();
}

} // namespace broadcaster
