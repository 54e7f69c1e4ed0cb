// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/overviewfeed.h"
#include "ui/composer/noticeline.h"

#include <QtWidgets/QWidget>

class QComboBox;
class QPushButton;

namespace broadcaster {

/// The operator's project, and whether the operator is connected to it.
class OperatorBar final : public QWidget {
    Q_OBJECT

public:
    OperatorBar(Console &console, OverviewFeed &overviews, QWidget *parent = nullptr);

    /// Null while the text is not a name.
    [[nodiscard]] ProjectId project() const;
    [[nodiscard]] QString projectText() const;
    void setProjectText(const QString &text);
    [[nodiscard]] bool isListening() const;

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
    QComboBox *m_project;
    NoticeLine *m_state;
    QPushButton *m_connect;
};

} // namespace broadcaster
