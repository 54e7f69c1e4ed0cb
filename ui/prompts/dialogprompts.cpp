// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/prompts/dialogprompts.h"

#include "server/api/check.h"
#include "ui/prompts/issuedkeydialog.h"
#include "ui/prompts/newkeydialog.h"
#include "ui/prompts/questionbox.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QFileInfo>
#include <QtWidgets/QFileDialog>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Context of the texts translated here, outside any QObject.
struct PromptWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::DialogPromptsText)
};

QString suffixOf(ExportFormat kind)
{
    switch (kind) {
    case ExportFormat::JsonLines:
        return u"jsonl"_s;
    case ExportFormat::Csv:
        return u"csv"_s;
    case ExportFormat::Har:
        return u"har"_s;
    case ExportFormat::Svg:
        return u"svg"_s;
    case ExportFormat::Png:
        return u"png"_s;
    case ExportFormat::Mermaid:
        return u"mmd"_s;
    }
    return unreachable(QString());
}

QString nameFilterOf(ExportFormat kind)
{
    switch (kind) {
    case ExportFormat::JsonLines:
        return PromptWords::tr("JSON Lines (*.jsonl)");
    case ExportFormat::Csv:
        return PromptWords::tr("CSV (*.csv)");
    case ExportFormat::Har:
        return PromptWords::tr("HAR, for browsers (*.har)");
    case ExportFormat::Svg:
        return PromptWords::tr("SVG (*.svg)");
    case ExportFormat::Png:
        return PromptWords::tr("PNG (*.png)");
    case ExportFormat::Mermaid:
        return PromptWords::tr("Mermaid (*.mmd)");
    }
    return unreachable(QString());
}

} // namespace

Prompts::Answer DialogPrompts::ask(QWidget *parent, const Question &question)
{
    return QuestionBox(question, parent).ask();
}

std::optional<Prompts::File> DialogPrompts::fileToSave(
    QWidget *parent, const QString &title, const QString &name, const QList<ExportFormat> &kinds)
{
    QStringList filters;
    for (const ExportFormat kind : kinds)
        filters.append(nameFilterOf(kind));
    QFileDialog dialog(parent, title);
    dialog.setObjectName(u"fileToSave"_s);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setNameFilters(filters);
    const auto chosenKind = [&filters, &kinds](const QString &filter) {
        return kinds.value(std::max<qsizetype>(0, filters.indexOf(filter)));
    };
    QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog,
        [&](const QString &filter) { dialog.setDefaultSuffix(suffixOf(chosenKind(filter))); });
    dialog.setDefaultSuffix(suffixOf(kinds.value(0)));
    dialog.selectFile(name);
    if (dialog.exec() != QDialog::Accepted)
        return std::nullopt;

    File file { dialog.selectedFiles().value(0), chosenKind(dialog.selectedNameFilter()) };
    // A name with the other suffix counts more than the choice in the list.
    for (const ExportFormat kind : kinds) {
        if (QFileInfo(file.path).suffix().compare(suffixOf(kind), Qt::CaseInsensitive) == 0)
            file.kind = kind;
    }
    return file;
}

QString DialogPrompts::fileToOpen(QWidget *parent, const QString &title, const QString &filter)
{
    QFileDialog dialog(parent, title);
    dialog.setObjectName(u"fileToOpen"_s);
    dialog.setFileMode(QFileDialog::ExistingFile);
    dialog.setNameFilters({ filter, PromptWords::tr("All files (*)") });
    return dialog.exec() == QDialog::Accepted ? dialog.selectedFiles().value(0) : QString();
}

std::optional<Prompts::KeyRequest> DialogPrompts::newKey(
    QWidget *parent, const QString &project, const QStringList &projects)
{
    NewKeyDialog dialog(project, projects, parent);
    return dialog.exec() == QDialog::Accepted ? std::optional(dialog.request()) : std::nullopt;
}

void DialogPrompts::showIssuedKey(
    QWidget *parent, const IssuedApiKey &key, const QString &listening)
{
    IssuedKeyDialog(key, listening, parent).exec();
}

} // namespace broadcaster
