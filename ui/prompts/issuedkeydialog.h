// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/apikey.h"

#include <QtWidgets/QDialog>

namespace broadcaster {

class CopyField;

/// Shows a key the only time it can be shown. Closes when the user confirms to have stored it;
/// Escape asks. The key is gone with the dialog, except for a copy on the clipboard.
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
