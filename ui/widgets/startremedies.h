// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

#include <optional>

class QPushButton;

namespace broadcaster {

class EmptyState;

/// The buttons of a page without a running broker: start it, or try again in another way after a
/// start that failed.
class StartRemedies final : public QObject {
    Q_OBJECT

public:
    /// Adds the buttons to the page. Console and page outlive it.
    StartRemedies(Console &console, EmptyState &page);

    /// "The broker could not start", or its state.
    [[nodiscard]] QString title() const;
    /// Whether another window of this user has the database, as it turned out after the failure.
    void setRunningWindow(bool exists);
    /// The error of the last start; empty without one.
    [[nodiscard]] QString reason() const;

Q_SIGNALS:
    void changed();
    void databaseWanted();
    void runningWindowWanted();

private:
    void startOnFreePort();
    [[nodiscard]] const std::optional<Error> &failure() const
    {
        return m_console.now().startFailure;
    }
    [[nodiscard]] QString holder() const;
    void showState();

    Console &m_console;
    std::optional<bool> m_hasRunningWindow; ///< Nothing until it is known.
    quint16 m_freePort = 0;
    QPushButton *m_running;
    QPushButton *m_start;
    QPushButton *m_otherPort;
    QPushButton *m_otherDatabase;
};

} // namespace broadcaster
