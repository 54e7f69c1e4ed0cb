// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/page.h"

#include <QtCore/QStringList>
#include <QtWidgets/QStackedWidget>

namespace broadcaster {

/// A page as it is given to the window.
struct PageEntry {
    enum class Figure { Own, MessageRate, Clients }; ///< Own: text of Page::figureChanged().

    Page *page = nullptr; ///< The window takes ownership.
    const char *icon = ""; ///< A name for themedIcon().
    QString title;
    Figure figure = Figure::Own;
    bool showsTraffic = false; ///< The page that filters apply to.
    int number = 0; ///< Ctrl and this number show the page; 0: the next number that is free.
    bool isOfKept = false; ///< Shows what the window keeps, so it needs no connection.
    bool isOffered = true; ///< False: it is offered when the page says so.
};

/// The pages, one of which is shown. The stack knows them as pages only.
class PageStack final : public QStackedWidget {
    Q_OBJECT

public:
    explicit PageStack(const QList<PageEntry> &pages, QWidget *parent = nullptr);

    [[nodiscard]] const QList<PageEntry> &pages() const { return m_pages; }
    [[nodiscard]] Page *currentPage() const;
    /// The shown page's text for the status bar.
    [[nodiscard]] const QString &status() const { return m_statuses[currentIndex()]; }

    void showPage(int page);
    /// Hands the filter to the page with traffic and returns the page's number.
    int showFilter(const QString &filter);
    /// The page with traffic shows the messages of a file.
    void openFile(const QString &path);
    void setScope(const ProjectId &project);
    /// Whether there is a connection to the broker: without it, pages that need one are grey.
    void setLinked(bool isLinked);
    /// The sentences of all pages that have something to lose.
    [[nodiscard]] QStringList unsaved() const;
    [[nodiscard]] QStringList captured() const;

    /// Returns the number of the page that was shown when the settings were saved.
    [[nodiscard]] int restore(const UiSettings &settings);
    void save(UiSettings &settings) const;

Q_SIGNALS:
    void statusChanged(const QString &status);

private:
    [[nodiscard]] QStringList sentences(QString (Page::*of)() const) const;

    const QList<PageEntry> m_pages;
    QList<QString> m_statuses; ///< Texts by page.
};

} // namespace broadcaster
