// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QList>
#include <QtWidgets/QWidget>

class QMenu;
class QPushButton;

namespace broadcaster {

class JsonEditor;
class SavedBar;

/// The row above the editor: texts to begin with, and the editor's own actions.
class ComposerTools final : public QWidget {
    Q_OBJECT

public:
    /// Editor and bar outlive the row.
    ComposerTools(JsonEditor &editor, const SavedBar &saved, QWidget *parent = nullptr);

    void setHistory(const QList<QByteArray> &texts); ///< Latest first.

Q_SIGNALS:
    /// The user wants to edit this text.
    void chosen(const QByteArray &text);

private:
    QPushButton *addButton(const QString &text, const QString &objectName, const QString &toolTip);
    void fillTemplates(QPushButton &button);

    QPushButton *m_history;
    QMenu *m_historyMenu;
};

} // namespace broadcaster
