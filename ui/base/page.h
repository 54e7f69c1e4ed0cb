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

    /// The window's menu that an action of the page belongs into.
    enum class Menu { File, View, Traffic, Project };
    struct MenuAction {
        Menu menu;
        QAction *action; ///< With text, icon, shortcut and object name; null: a separator.
    };

    /// Show this project only; null: all.
    virtual void setScope(const ProjectId &project) = 0;
    /// Once a second while the page is shown and the broker listens, and when it becomes shown.
    virtual void refresh() { }
    /// Ctrl+F
    virtual void focusFilter() { }
    /// Of the page that shows traffic: what filterRequested() of any page asks for.
    virtual void showFilter(const QString &) { }
    /// What the window's menus hold for this page, whichever is shown; asked once.
    [[nodiscard]] virtual QList<MenuAction> menuActions() const { return {}; }
    virtual void restore(const UiSettings &) { }
    virtual void save(UiSettings &) const { }

Q_SIGNALS:
    /// For beside the page's name in the sidebar: how many there are. Null: nothing.
    void figureChanged(const QString &figure);
    /// For the status bar while the page is shown: "12,003 of 100,000 kept". Null: nothing.
    void statusChanged(const QString &status);
    /// Show Traffic with this filter, see docs/filter.md.
    void filterRequested(const QString &filter);
    /// Open the composer with this text.
    void composeRequested(const broadcaster::ProjectId &project, const QByteArray &envelope);
    /// Send this as the operator, at once.
    void sendRequested(const broadcaster::ProjectId &project, const QByteArray &envelope);
};

} // namespace broadcaster
