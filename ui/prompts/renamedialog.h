// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/clients/clientnames.h"
#include "ui/prompts/fielddialog.h"

namespace broadcaster {

/// Asks for the name of a client and gives it. Destroys itself when it is closed.
class RenameDialog final : public FieldDialog {
    Q_OBJECT

public:
    /// The names outlive the dialog. A client without a name gets one by its type.
    RenameDialog(ClientNames &names, const ClientNames::Wanted &client, QWidget *parent);
};

} // namespace broadcaster
