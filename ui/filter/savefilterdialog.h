// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/filter/savedfilter.h"

#include <QtWidgets/QDialog>

class QLineEdit;
class QPushButton;

namespace broadcaster {

class Note;

/// Asks for the name of a filter. The fault of a name is shown below it.
class SaveFilterDialog final : public QDialog {
    Q_OBJECT

public:
    enum class Purpose { Save, Rename };

    /// `taken` are the names of the others.
    SaveFilterDialog(
        Purpose purpose, const SavedFilter &filter, const QStringList &taken, QWidget *parent);

    [[nodiscard]] QString name() const;

    void accept() override;

private:
    void check();

    const Purpose m_purpose;
    const QStringList m_taken;
    const qsizetype m_length; ///< Characters of the filter.
    QLineEdit *m_name;
    Note *m_fault;
    QPushButton *m_save;
};

} // namespace broadcaster
