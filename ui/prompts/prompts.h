// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/capture/exportformat.h"
#include "server/api/apikey.h"

#include <QtCore/QString>
#include <QtCore/QStringList>

#include <optional>

class QWidget;

namespace broadcaster {

/// Questions to the user, behind an interface so that a test can answer them.
class Prompts {
public:
    struct Question {
        QString title; ///< The question, in one sentence.
        QString text; ///< The consequences of a yes.
        QString yes; ///< A verb: "Revoke".
        bool isDestructive = false;
        QString dontAskAgain; ///< Empty: not offered.
    };
    struct Answer {
        bool yes = false;
        bool dontAskAgain = false;
    };
    struct KeyRequest {
        QString project;
        QString description;
    };
    struct File {
        QString path;
        ExportFormat kind = ExportFormat::JsonLines;
    };

    Prompts() = default;
    virtual ~Prompts() = default;
    Q_DISABLE_COPY_MOVE(Prompts)

    [[nodiscard]] virtual Answer ask(QWidget *parent, const Question &question) = 0;
    /// Null when cancelled. `kinds` in the order offered.
    [[nodiscard]] virtual std::optional<File> fileToSave(QWidget *parent, const QString &title,
        const QString &name, const QList<ExportFormat> &kinds)
        = 0;
    /// An empty path when cancelled. `filter` as in QFileDialog; one for all files is added.
    [[nodiscard]] virtual QString fileToOpen(
        QWidget *parent, const QString &title, const QString &filter)
        = 0;
    /// Asks about a new key; `project` is filled in already, and the names of known `projects` are
    /// suggested in their order. Null when cancelled.
    [[nodiscard]] virtual std::optional<KeyRequest> newKey(
        QWidget *parent, const QString &project, const QStringList &projects)
        = 0;
    /// Shows the key once, with buttons that copy it and the URL with it, and warns that it will
    /// not be shown again. `listening` is one of Snapshot::urls; without it there is no URL.
    virtual void showIssuedKey(QWidget *parent, const IssuedApiKey &key, const QString &listening)
        = 0;
};

} // namespace broadcaster
