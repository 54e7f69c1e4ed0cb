// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QObject>

namespace broadcaster {

/// Ends the event loop for each request to quit that does not come from the user's window: a
/// signal, a log-out, QCoreApplication::quit(). Qt would close the windows first, and they might
/// ask the user. Open dialogs end as if cancelled.
class QuitRequests final : public QObject {
    Q_OBJECT

public:
    /// REQUIRES: there is an application object.
    explicit QuitRequests(QObject *parent = nullptr);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace broadcaster
