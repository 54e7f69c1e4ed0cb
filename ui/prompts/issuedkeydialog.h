// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/apikey.h"

#include <QtWidgets/QDialog>

namespace broadcaster {

class CopyField;

/// Shows a key the only time it can be shown, and the URL with it. Closes when the user confirms to
/// have stored the key; Escape asks. The key is gone with the dialog, except for a copy on the
/// clipboard.
class IssuedKeyDialog final : public QDialog {
    Q_OBJECT

public:
    /// `listening` is one of Snapshot::urls; without it there is no URL.
    IssuedKeyDialog(const IssuedApiKey &key, const QString &listening, QWidget *parent);

    void done(int result) override;
    void reject() override;

private:
    QWidget *buildUrl(const IssuedApiKey &key, const QString &listening);

    CopyField *m_key;
    CopyField *m_url;
};

} // namespace broadcaster
