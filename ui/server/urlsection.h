// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QGridLayout;
class QLineEdit;

namespace broadcaster {

class CopyField;
class Note;

/// URLs for clients of the broker, ready to copy.
class UrlSection final : public QWidget {
    Q_OBJECT

public:
    explicit UrlSection(Console &console, QWidget *parent = nullptr);

    /// The project of the URLs; null: `demo`.
    void setProject(const ProjectId &project);
    /// Takes one of the live projects while none was chosen and the shown one does not live.
    void offer(const QList<ProjectSummary> &projects);

private:
    CopyField *addField(
        QGridLayout &grid, const QString &label, const QString &name, const QString &objectName);
    void showAddresses();
    void showUrls();

    Console &m_console;
    QStringList m_addresses;
    Note *m_note;
    QWidget *m_fields;
    bool m_isChosen = false; ///< The user has chosen the project.
    QLineEdit *m_project;
    QWidget *m_addressLabel;
    QComboBox *m_address;
    CopyField *m_page;
    QList<CopyField *> m_connect; ///< By ClientType.
    CopyField *m_health;
    CopyField *m_status;
    CopyField *m_usage;
};

} // namespace broadcaster
