// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/widgets/copyfield.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto SaidFor = 1500ms;

} // namespace

CopyField::CopyField(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_line(new QLineEdit(this))
    , m_button(new QPushButton(this))
    , m_copyText(tr("Copy"))
{
    m_line->setObjectName(u"copyText"_s);
    m_line->setAccessibleName(name);
    m_line->setReadOnly(true);
    m_line->setFont(fixedFont());
    m_button->setObjectName(u"copy"_s);
    m_button->setAccessibleName(tr("Copy %1").arg(name));
    fitButton();

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_line, 1);
    row->addWidget(m_button);
    setFocusProxy(m_line);

    m_said.setSingleShot(true);
    m_said.setInterval(SaidFor);
    connect(m_button, &QPushButton::clicked, this, &CopyField::copy);
    connect(&m_said, &QTimer::timeout, this, &CopyField::offerCopy);
}

/// As wide as the longer of its two texts, so that it does not jump.
void CopyField::fitButton()
{
    m_button->setText(tr("Copied"));
    m_button->setIcon(themedIcon("check"));
    const int width = m_button->sizeHint().width();
    offerCopy();
    m_button->setMinimumWidth(std::max(width, m_button->sizeHint().width()));
}

void CopyField::setCopyText(const QString &text, const QString &toolTip)
{
    m_copyText = text;
    m_button->setAccessibleName(text);
    m_button->setToolTip(toolTip);
    fitButton();
}

void CopyField::setText(const QString &text)
{
    if (m_line->text() == text)
        return; // Setting it would lose the selection.
    m_line->setText(text);
    m_line->setCursorPosition(0);
    m_said.stop();
    offerCopy();
}

QString CopyField::text() const
{
    return m_line->text();
}

void CopyField::copy()
{
    QGuiApplication::clipboard()->setText(m_line->text());
    m_button->setText(tr("Copied"));
    m_button->setIcon(themedIcon("check"));
    m_said.start();
}

void CopyField::offerCopy()
{
    m_button->setText(m_copyText);
    m_button->setIcon(themedIcon("copy"));
}

} // namespace broadcaster
