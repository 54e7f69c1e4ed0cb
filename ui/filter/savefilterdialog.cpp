// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/filter/savefilterdialog.h"

#include "ui/base/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"

#include <QtWidgets/QLineEdit>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

using Verdict = FieldDialog::Verdict;

Verdict verdictOnRenaming(const QString &name, const QStringList &taken)
{
    if (taken.contains(name))
        return { Verdict::Kind::Fault, SaveFilterDialog::tr("Another filter has this name.") };
    return { name.isEmpty() ? Verdict::Kind::Fault : Verdict::Kind::Good, {} };
}

Verdict verdictOnSaving(const QString &name, const QStringList &taken, qsizetype length)
{
    if (length > MaxSavedFilterLength)
        return { Verdict::Kind::Fault,
            SaveFilterDialog::tr("The filter is too long to be saved: it may have %1 characters.")
                .arg(countText(MaxSavedFilterLength)) };
    if (taken.contains(name))
        return { Verdict::Kind::Warning,
            SaveFilterDialog::tr("Replaces the saved filter of this name.") };
    if (taken.size() >= MaxSavedFilters)
        return { Verdict::Kind::Fault,
            SaveFilterDialog::tr("There are %1 saved filters already. Delete one with a "
                                 "right-click on its button.")
                .arg(countText(MaxSavedFilters)) };
    return { name.isEmpty() ? Verdict::Kind::Fault : Verdict::Kind::Good, {} };
}

} // namespace

SaveFilterDialog::SaveFilterDialog(
    Purpose purpose, const SavedFilter &filter, const QStringList &taken, QWidget *parent)
    : FieldDialog(u"filterName"_s,
        { purpose == Purpose::Save ? tr("Save filter") : tr("Rename filter"),
            tr("&Name, shown as a button"), purpose == Purpose::Save ? tr("Save") : tr("Rename") },
        parent)
{
    setObjectName(u"saveFilter"_s);
    auto *text = new ElidedLabel(Note::Tone::Dim, this);
    text->setFont(fixedFont());
    text->setText(filter.filter);
    addAbove(text);
    field().setMaxLength(static_cast<int>(MaxSavedFilterName));
    begin(filter.name, [purpose, taken, length = filter.filter.size()](const QString &typed) {
        const QString name = cleanName(typed);
        return purpose == Purpose::Save ? verdictOnSaving(name, taken, length)
                                        : verdictOnRenaming(name, taken);
    });
}

QString SaveFilterDialog::name() const
{
    return cleanName(text());
}

} // namespace broadcaster
