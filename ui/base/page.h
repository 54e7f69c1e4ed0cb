// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "ui/base/uisettings.h"

#include <QtCore/QList>
#include <QtWidgets/QWidget>

class QAction;

namespace broadcaster {

/// One page of the window. `objectName` is its name in the settings.
class Page : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// The window's menu that an action of the page belongs to.
    enum class Menu { File, View, Traffic, Project };
    struct MenuAction {
        Menu menu;
        QAction *action; ///< With text, icon, shortcut and object name; null: a separator.
    };

    /// Shows this project only; null: all.
    virtual void setScope(const ProjectId &project) = 0;
    /// Called once a second while the page is shown and the broker listens, and when it becomes
    /// shown.
    virtual void refresh() { }
    /// Ctrl+F
    virtual void focusFilter() { }
    /// Shows the filter of filterRequested(); called on the page that shows traffic.
    virtual void showFilter(const QString &) { }
    /// Shows the messages of a file; called on the page that shows traffic.
    virtual void openFile(const QString &) { }
    /// The page says why the broker could not start, when it could not.
    [[nodiscard]] virtual bool saysWhyNotStarted() const { return false; }
    /// Leads to the choice of another database; called on the page of the broker.
    virtual void focusDatabase() { }
    /// Actions for the window's menus while any page is shown; called once.
    [[nodiscard]] virtual QList<MenuAction> menuActions() const { return {}; }
    /// The user's work that is lost when the window closes, in a sentence. Null: none.
    [[nodiscard]] virtual QString unsaved() const { return {}; }
    /// A sentence about records of the page that only the window holds. Null: it has none.
    [[nodiscard]] virtual QString captured() const { return {}; }
    virtual void restore(const UiSettings &) { }
    virtual void save(UiSettings &) const { }

Q_SIGNALS:
    /// Text beside the page's name in the sidebar, usually a count. Null: no text.
    void figureChanged(const QString &figure);
    /// A short text that marks the page in the sidebar, usually a count of things to look at; and
    /// the same in words. Null: no mark.
    void alertChanged(const QString &mark, const QString &words);
    /// Whether the sidebar and the menu offer the page (PageEntry::isOffered).
    void offeredChanged(bool isOffered);
    /// The broker runs, but not as it should, and the page says more: a sentence for the window's
    /// bottom line. Null: it runs well.
    void warningChanged(const QString &warning);
    /// Text in the status bar while the page is shown: "12,003 of 100,000 kept". Null: no text.
    void statusChanged(const QString &status);
    /// Asks for Traffic with this filter, see docs/filter.md.
    void filterRequested(const QString &filter);
    /// Asks for the choice of another database.
    void databaseWanted();
    /// Asks for the composer with this text.
    void composeRequested(const broadcaster::ProjectId &project, const QByteArray &envelope);
    /// Asks to send this from a console client, at once.
    void sendRequested(const broadcaster::ProjectId &project, const QByteArray &envelope);
    /// Asks for this project on every page; null: all.
    void scopeRequested(const broadcaster::ProjectId &project);
    /// The user has chosen a row of this project.
    void projectPointedAt(const broadcaster::ProjectId &project);
};

} // namespace broadcaster
