// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokermonitor.h"
#include "ui/widgets/note.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QLabel;
class QPushButton;

namespace broadcaster {

class ElidedLabel;
class StatusDot;

/// The window's bottom line: whether the broker runs and where, or why it does not; and how much
/// goes on.
class BrokerStatus final : public QWidget {
    Q_OBJECT

public:
    explicit BrokerStatus(QWidget *parent = nullptr);

    /// Takes an error away.
    void setState(BrokerMonitor::State state, const QStringList &urls);
    /// Why it does not run, and what to do about it.
    void setError(const QString &text);
    /// It runs, but not as it should. Null: it does.
    void setWarning(const QString &text);

    void setFigures(qint64 projects, qint64 clients, double messagesPerSecond);
    void clearFigures();
    /// What the page has to say.
    void setPageStatus(const QString &text);

Q_SIGNALS:
    /// The user wants to mend what is wrong.
    void serverPageRequested();

private:
    QLabel *addFigure(const QString &objectName);
    void show(Note::Tone tone, const QString &text);
    void copy();

    QStringList m_urls;
    QString m_warning;
    QTimer m_said;
    StatusDot *m_dot;
    ElidedLabel *m_text;
    QPushButton *m_url; ///< Copies it.
    QPushButton *m_mend;
    QLabel *m_projects;
    QLabel *m_clients;
    QLabel *m_rate;
    QLabel *m_page;
};

} // namespace broadcaster
