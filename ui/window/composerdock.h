// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/link.h"

#include <QtCore/QPointer>
#include <QtWidgets/QDockWidget>

class QAction;
class QMainWindow;

namespace broadcaster {

class Composer;
class Note;

/// The place of the composer in the window, and the way there and back by keyboard.
class ComposerDock final : public QDockWidget {
    Q_OBJECT

public:
    /// Takes the composer; hidden until it is asked for.
    ComposerDock(Composer &composer, QMainWindow &window);

    /// Moves the focus to the composer, which is shown if needed; from the composer, back to the
    /// widget that had the focus before.
    [[nodiscard]] QAction *goAction() const { return m_go; }

    void showInFront();
    /// Says why nothing can be sent, and makes the composer grey meanwhile.
    void setObstacle(Obstacle obstacle);

Q_SIGNALS:
    /// Its place changed, or whether it is shown.
    void changed();

private:
    void goThereOrBack();
    void noteFocus(QWidget *before, QWidget *now);
    [[nodiscard]] bool holds(const QWidget *widget) const;

    Composer &m_composer;
    QAction *m_go;
    Note *m_obstacle;
    QPointer<QWidget> m_before; ///< The last widget outside that had the focus.
};

} // namespace broadcaster
