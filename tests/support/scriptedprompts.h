// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/prompts/prompts.h"

#include <QtCore/QList>
#include <QtCore/QStringList>

namespace broadcaster {

/// Answers at once with the values of a test, and notes the questions.
class ScriptedPrompts final : public Prompts {
public:
    [[nodiscard]] Answer ask(QWidget *, const Question &question) override
    {
        questions.append(question);
        return answer;
    }
    [[nodiscard]] std::optional<File> fileToSave(
        QWidget *, const QString &, const QString &name, const QList<ExportFormat> &) override
    {
        names.append(name);
        return file;
    }
    [[nodiscard]] QString fileToOpen(QWidget *, const QString &, const QString &) override
    {
        return file ? file->path : QString();
    }
    [[nodiscard]] std::optional<KeyRequest> newKey(
        QWidget *, const QString &project, const QStringList &known) override
    {
        projects.append(project);
        knownProjects = known;
        return request;
    }
    void showIssuedKey(QWidget *, const IssuedApiKey &key, const QString &listening) override
    {
        issued.append(key);
        issuedAt = listening;
    }

    Answer answer { true, false };
    std::optional<File> file; ///< Null: cancelled.
    std::optional<KeyRequest> request; ///< Null: cancelled.

    QList<Question> questions;
    QStringList names; ///< Offered by fileToSave().
    QStringList projects; ///< Offered by newKey().
    QStringList knownProjects; ///< Suggested by the latest newKey().
    QList<IssuedApiKey> issued;
    QString issuedAt; ///< The address of the latest showIssuedKey().
};

} // namespace broadcaster
