// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/filter/savedfilter.h"
#include "ui/prompts/fielddialog.h"

namespace broadcaster {

/// Asks for the name of a filter.
class SaveFilterDialog final : public FieldDialog {
    Q_OBJECT

public:
    enum class Purpose { Save, Rename };

    /// `taken` are the names of the others.
    SaveFilterDialog(
        Purpose purpose, const SavedFilter &filter, const QStringList &taken, QWidget *parent);

    [[nodiscard]] QString name() const;
};

} // namespace broadcaster
