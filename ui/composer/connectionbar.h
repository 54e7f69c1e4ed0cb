// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/overviewfeed.h"
#include "ui/composer/noticeline.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QComboBox;
class QPushButton;

namespace broadcaster {

/// The composer's project, and whether a console client is connected to it. At most one
/// connection is open.
class ConnectionBar final : public QWidget {
    Q_OBJECT

public:
    ConnectionBar(Console &console, OverviewFeed &overviews, QWidget *parent = nullptr);

    /// Null while the text is not a name.
    [[nodiscard]] ProjectId project() const;
    [[nodiscard]] QString projectText() const;
    void setProjectText(const QString &text);
    /// Whether pointAt() may change the project.
    void followRows(bool follows);
    /// Takes the project over, unless the user has typed one or is connected.
    void pointAt(const ProjectId &project);
    [[nodiscard]] bool isListening() const;
    /// Closes the connection to the project before, which others would see as an admin and nobody
    /// would see here. Happens by itself a moment after the name was changed.
    void leavePrevious();

Q_SIGNALS:
    void projectChanged();
    /// The user connected or disconnected.
    void toggled();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void offer(const BrokerOverview &overview);
    void toggle();
    void updateState();

    Console &m_console;
    OverviewFeed &m_overviews;
    ProjectId m_shown; ///< The project that may be connected.
    QTimer m_settle;
    bool m_followsRows = true;
    QComboBox *m_project;
    NoticeLine *m_state;
    QPushButton *m_connect;
};

} // namespace broadcaster
