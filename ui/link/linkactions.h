// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/link.h"
#include "ui/theme/rowcolour.h"

#include <QtCore/QObject>
#include <QtGui/QAction>

class QActionGroup;
class QMenu;
class QWidget;

namespace broadcaster {

/// The actions of a user on the connection to a broker elsewhere. Each is visible while it may
/// help.
class LinkActions final : public QObject {
    Q_OBJECT

public:
    /// `parent` keeps the menu.
    explicit LinkActions(QWidget &parent);

    [[nodiscard]] QAction &retry() { return *m_retry; } ///< Connect now.
    [[nodiscard]] QAction &key() { return *m_key; } ///< Give another key.
    [[nodiscard]] QAction &trust() { return *m_trust; } ///< Trust the certificate.
    [[nodiscard]] QAction &connectTo() { return *m_connectTo; } ///< To another broker.
    /// The colours of the band.
    [[nodiscard]] QMenu &colours() { return *m_colours; }
    void show(const Link &link);
    void setColour(RowColour colour);

Q_SIGNALS:
    void colourChosen(broadcaster::RowColour colour);

private:
    QAction *add(const char *icon, const QString &text, const QString &objectName);

    QAction *m_retry;
    QAction *m_key;
    QAction *m_trust;
    QAction *m_connectTo;
    QMenu *m_colours;
    QActionGroup *m_group;
};

} // namespace broadcaster
