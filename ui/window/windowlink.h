// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/theme/rowcolour.h"

#include <QtCore/QObject>
#include <QtCore/QTimer>

class QStackedLayout;
class QWidget;

namespace broadcaster {

class ComposerDock;
class LinkActions;
class LinkBand;
class LinkPage;
class PageStack;

/// The part of a window that shows the way to a broker elsewhere. Nothing, for a broker inside.
class WindowLink final : public QObject {
    Q_OBJECT

public:
    /// All outlive it; the window is the parent. The pages and the composer are grey without a
    /// connection, except for what the window has kept.
    WindowLink(Console &console, PageStack &pages, ComposerDock &composer, QWidget &window);

    /// Puts the band above the content, and the page in its place before the first connection.
    [[nodiscard]] QWidget *around(QWidget *content);
    [[nodiscard]] LinkActions &actions() { return *m_actions; }
    void setColour(RowColour colour);
    /// One sentence in the band, while the connection lasts.
    void setNotice(const QString &notice);
    /// Ends the window's title: the broker, and the program.
    [[nodiscard]] QString title() const;

Q_SIGNALS:
    void changed();

private:
    void show();
    void showWords();

    Console &m_console;
    PageStack &m_pages;
    ComposerDock &m_composer;
    LinkActions *m_actions;
    LinkBand *m_band;
    LinkPage *m_page;
    QStackedLayout *m_stack = nullptr;
    QTimer m_second; ///< Counts down to the next attempt.
    bool m_wasUp = false; ///< There is something to show.
};

} // namespace broadcaster
