// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>

class QWidget;

namespace broadcaster {

/// The two sides of a second start on one database: the window that runs is shown, and the window
/// that could not start offers that wherever it explains the failure.
class OtherWindowOffer final : public QObject {
    Q_OBJECT

public:
    /// REQUIRES: the window has its pages.
    explicit OtherWindowOffer(QWidget &window);

    /// After a start that failed: whether another window of this user has the database.
    void offer(bool exists);
    /// Shows this window, also out of the tray or minimised.
    void showInFront();

Q_SIGNALS:
    /// The user wants the other window.
    void wanted();

private:
    QWidget &m_window;
};

} // namespace broadcaster
