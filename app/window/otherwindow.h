// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>

namespace broadcaster {

class Broker;
class ConsoleWindow;
class WindowSocket;

/// Lets a later start find this window while its broker listens, and offers to show the window that
/// has the database when this start fails. All three outlive the connections.
void connectOtherWindows(Broker &broker, ConsoleWindow &console, WindowSocket &socket);

/// Whether the window that has the database shows the file now. Waits WindowSocket::AnswerTime at
/// most.
[[nodiscard]] bool isShownByOther(const QString &database, const QString &file);

} // namespace broadcaster
