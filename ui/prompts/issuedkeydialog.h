// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/apikey.h"

#include <QtWidgets/QDialog>

namespace broadcaster {

class CopyField;

/// Shows a key the only time it can be shown. Closes when told that it is stored; Escape asks.
/// The key leaves the dialog with it; what was copied stays on the clipboard, as was asked for.
class IssuedKeyDialog final : public QDialog {
    Q_OBJECT

public:
    IssuedKeyDialog(const IssuedApiKey &key, QWidget *parent);

    void done(int result) override;
    void reject() override;

private:
    CopyField *m_key;
};

} // namespace broadcaster
