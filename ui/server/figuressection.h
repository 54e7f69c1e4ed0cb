// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"

#include <QtWidgets/QWidget>

class QGridLayout;
class QLabel;

namespace broadcaster {

class Note;

/// Counts of connections: open, refused, and ended by close code.
class FiguresSection final : public QWidget {
    Q_OBJECT

public:
    explicit FiguresSection(QWidget *parent = nullptr);

    void showOverview(const BrokerOverview &overview, int maxConnections);

private:
    QLabel *addRow(const QString &figure, const QString &label, const QString &objectName);
    void clearCodes();

    QGridLayout *m_grid;
    QLabel *m_open;
    QLabel *m_refused;
    Note *m_none;
    QMap<quint16, QLabel *> m_codes; ///< The count of each close code.
    QList<QWidget *> m_codeWidgets;
};

/// The meaning of a close code in words.
[[nodiscard]] QString closeCodeText(quint16 code);

} // namespace broadcaster
