// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

namespace broadcaster {

/// The only place of the window that asks the broker for its overview: one question serves all
/// widgets that show a part of the answer. Asks by itself when the broker begins to listen or gets
/// another configuration; the window asks once a second.
class OverviewFeed final : public QObject {
    Q_OBJECT

public:
    /// The console outlives it.
    explicit OverviewFeed(Console &console);

    /// Asks, unless the broker does not listen or has not answered the previous question yet.
    void refresh();

Q_SIGNALS:
    /// Emitted only while the broker listens.
    void arrived(const broadcaster::BrokerOverview &overview);

private:
    [[nodiscard]] bool isListening() const;

    Console &m_console;
    bool m_isAsking = false;
};

} // namespace broadcaster
