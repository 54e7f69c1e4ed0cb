// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/clients/clientnames.h"

#include <QtWidgets/QDialog>

class QLineEdit;

namespace broadcaster {

class Note;

/// Asks for the name of a client and gives it. Does not close with a name that cannot be given, and
/// shows the fault below the name. Destroys itself when it is closed.
class RenameDialog final : public QDialog {
    Q_OBJECT

public:
    /// The names outlive the dialog. A client without a name gets one by its type.
    RenameDialog(ClientNames &names, const ClientNames::Wanted &client, QWidget *parent);

    void accept() override;

private:
    void showFault(const QString &fault);

    ClientNames &m_names;
    const ClientNames::Wanted m_client;
    QLineEdit *m_name;
    Note *m_fault;
};

} // namespace broadcaster
