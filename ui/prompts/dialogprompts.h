// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/prompts/prompts.h"

namespace broadcaster {

/// Asks in dialogs. Each call returns when its dialog is closed; the window stays responsive
/// meanwhile.
class DialogPrompts final : public Prompts {
public:
    [[nodiscard]] Answer ask(QWidget *parent, const Question &question) override;
    [[nodiscard]] std::optional<File> fileToSave(QWidget *parent, const QString &title,
        const QString &name, const QList<ExportFormat> &kinds) override;
    [[nodiscard]] QString fileToOpen(
        QWidget *parent, const QString &title, const QString &filter) override;
    [[nodiscard]] std::optional<KeyRequest> newKey(
        QWidget *parent, const QString &project, const QStringList &projects) override;
    void showIssuedKey(QWidget *parent, const IssuedApiKey &key, const QString &listening) override;
};

} // namespace broadcaster
