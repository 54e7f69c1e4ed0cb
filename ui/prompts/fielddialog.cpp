// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/prompts/fielddialog.h"

#include "ui/theme/layoutstep.h"
#include "ui/theme/style.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>
#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int FieldLetters = 56;

} // namespace

FieldDialog::FieldDialog(const QString &name, const Words &words, QWidget *parent)
    : QDialog(parent)
    , m_field(new QLineEdit(this))
    , m_fault(new Note(Note::Tone::Bad, this))
    , m_rows(new QVBoxLayout(this))
{
    setWindowTitle(words.title);
    auto *label = new QLabel(words.label, this);
    label->setBuddy(m_field);
    m_field->setObjectName(name);
    m_field->setAccessibleName(QString(words.label).remove(u'&'));
    m_fault->setObjectName(name + u"Fault"_s);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_accept = buttons->addButton(words.verb, QDialogButtonBox::AcceptRole);
    m_accept->setObjectName(name + u"Accept"_s);
    m_accept->setDefault(true);

    m_rows->setContentsMargins(2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep);
    m_rows->setSpacing(LayoutStep);
    m_rows->addWidget(label);
    m_rows->addWidget(m_field);
    m_rows->addWidget(m_fault);
    m_rows->addStretch();
    m_rows->addSpacing(LayoutStep);
    m_rows->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * FieldLetters);
    connect(m_field, &QLineEdit::textChanged, this, &FieldDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &FieldDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &FieldDialog::reject);
}

void FieldDialog::addAbove(QWidget *widget)
{
    m_rows->insertWidget(0, widget);
    m_rows->insertSpacing(1, LayoutStep);
}

void FieldDialog::addBelow(QWidget *widget)
{
    m_rows->insertWidget(m_rows->indexOf(m_fault) + 1, widget);
}

void FieldDialog::begin(const QString &text, Check check)
{
    m_check = std::move(check);
    m_field->setText(text);
    m_field->selectAll();
    m_field->setFocus();
    resize(minimumWidth(), 0);
    this->check();
}

QString FieldDialog::text() const
{
    return m_field->text();
}

bool FieldDialog::check()
{
    const Verdict verdict = m_check(m_field->text());
    const bool isFault = verdict.kind == Verdict::Kind::Fault;
    m_accept->setEnabled(!isFault);
    m_fault->setTone(isFault ? Note::Tone::Bad : Note::Tone::Warning);
    m_fault->setShown(verdict.words);
    m_field->setAccessibleDescription(verdict.words);
    m_field->setProperty(InvalidProperty, isFault && !verdict.words.isEmpty());
    m_field->update();
    // Qt makes no room for lines that wrap.
    resize(width(), std::max(height(), m_rows->totalHeightForWidth(width())));
    return !isFault;
}

void FieldDialog::accept()
{
    // The world may have changed since the last letter.
    if (check())
        QDialog::accept();
}

} // namespace broadcaster
