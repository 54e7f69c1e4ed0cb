// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/savefilterdialog.h"

#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int NameLetters = 56;

} // namespace

SaveFilterDialog::SaveFilterDialog(
    Purpose purpose, const SavedFilter &filter, const QStringList &taken, QWidget *parent)
    : QDialog(parent)
    , m_purpose(purpose)
    , m_taken(taken)
    , m_length(filter.filter.size())
    , m_name(new QLineEdit(filter.name, this))
    , m_fault(new Note(Note::Tone::Bad, this))
{
    setObjectName(u"saveFilter"_s);
    setWindowTitle(purpose == Purpose::Save ? tr("Save filter") : tr("Rename filter"));
    m_name->setObjectName(u"filterName"_s);
    m_name->setAccessibleName(tr("Name of the filter"));
    m_name->setMaxLength(static_cast<int>(MaxSavedFilterName));
    m_name->selectAll();
    m_fault->setObjectName(u"filterNameFault"_s);
    m_fault->setWordWrap(true);
    auto *text = new ElidedLabel(Note::Tone::Dim, this);
    text->setFont(fixedFont());
    text->setText(filter.filter);
    auto *label = new QLabel(tr("&Name, shown as a button"), this);
    label->setBuddy(m_name);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(
        purpose == Purpose::Save ? tr("Save") : tr("Rename"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(u"saveFilterButton"_s);
    m_save->setDefault(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep);
    rows->setSpacing(LayoutStep);
    rows->addWidget(text);
    rows->addSpacing(LayoutStep);
    rows->addWidget(label);
    rows->addWidget(m_name);
    rows->addWidget(m_fault);
    rows->addStretch();
    rows->addSpacing(LayoutStep);
    rows->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * NameLetters);
    connect(m_name, &QLineEdit::textChanged, this, &SaveFilterDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &SaveFilterDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &SaveFilterDialog::reject);
    check();
}

QString SaveFilterDialog::name() const
{
    return cleanName(m_name->text());
}

void SaveFilterDialog::check()
{
    const bool isSaved = m_purpose == Purpose::Save;
    const bool isTaken = m_taken.contains(name());
    const bool isFull = isSaved && !isTaken && m_taken.size() >= MaxSavedFilters;
    const bool isTooLong = isSaved && m_length > MaxSavedFilterLength;
    m_save->setEnabled(!name().isEmpty() && !isFull && !isTooLong && (isSaved || !isTaken));
    m_fault->setTone(m_save->isEnabled() ? Note::Tone::Warning : Note::Tone::Bad);
    QString fault;
    if (isTooLong)
        fault = tr("The filter is too long to be saved: it may have %1 characters.")
                    .arg(countText(MaxSavedFilterLength));
    else if (isFull)
        fault = tr("There are %1 saved filters already. Delete one with a right-click on its "
                   "button.")
                    .arg(countText(MaxSavedFilters));
    else if (isTaken)
        fault = isSaved ? tr("Replaces the saved filter of this name.")
                        : tr("Another filter has this name.");
    m_fault->setShown(fault);
    m_name->setAccessibleDescription(m_fault->text());
}

void SaveFilterDialog::accept()
{
    if (m_save->isEnabled())
        QDialog::accept();
}

} // namespace broadcaster
