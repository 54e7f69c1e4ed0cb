// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsonfind.h"
#include "inspect/json/jsontext.h"
#include "inspect/traffic/trafficmessage.h"
#include "server/api/console.h"
#include "ui/base/uisettings.h"

#include <QtWidgets/QWidget>

#include <optional>

class QHBoxLayout;
class QMenu;
class QStackedWidget;
class QTabBar;

namespace broadcaster {

class ClientNames;
class CompareView;
class DeliveryView;
class ElidedLabel;
class FindBar;
class JsonTreeView;
class Note;
class RawView;
class ValuePanel;

/// One message in several views. Keeps its own copy: the store may drop it.
class DetailPane final : public QWidget {
    Q_OBJECT

public:
    enum Tab { Tree, Raw, Delivery, Compare, TabCount };
    enum class Source { Broker, File };

    explicit DetailPane(Console &console, QWidget *parent = nullptr);

    /// The names outlive the pane.
    void setNames(ClientNames &names);
    void setMessage(const TrafficMessage &message, Source source);
    /// The shown message was sent further, or was dropped.
    void updateDelivery(const TrafficRow &row);
    /// The conversation of the shown message, in words; empty: none.
    void setConversation(const QString &text);
    void clear();
    /// The user's own comment on the message; empty: none.
    void setComment(const QString &text);
    /// Something that holds for the shown message, until the next one; empty: nothing.
    void setNotice(const QString &text);
    void setMarked(const std::optional<TrafficMessage> &message);
    [[nodiscard]] Tab tab() const;
    void setTab(Tab tab);

    /// The actions on the message, by keys that hold in the pane and in its page.
    [[nodiscard]] QList<QAction *> pageActions() const;
    /// The menu of the pane: actions of its own, to which its page adds others.
    [[nodiscard]] QMenu &menu() { return *m_menu; }
    void restore(const UiSettings &settings);
    void save(UiSettings &settings) const;

Q_SIGNALS:
    void narrowRequested(const QString &condition);
    void excludeRequested(const QString &condition);
    void columnRequested(const broadcaster::JsonPath &path);
    /// The pane is to be hidden, or to be shown for a search.
    void closeWanted();
    void openWanted();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addTab(Tab tab, const QString &title, const char *icon, QWidget *content);
    void showTab(int tab);
    void addActions();
    QAction *addAction(const char *name, const QString &text, const char *icon,
        const QKeySequence &shortcut, void (DetailPane::*run)());
    void addHead(QHBoxLayout &row);
    void openFind();
    void findNext();
    void findPrevious();
    void copyMessage();
    void expandAll();
    void collapseAll();
    void startFind(FindStep step);

    QTabBar *m_tabs;
    ElidedLabel *m_title;
    ElidedLabel *m_comment;
    Note *m_notice;
    FindBar *m_findBar;
    QMenu *m_menu;
    QAction *m_find = nullptr;
    QAction *m_findNext = nullptr;
    QAction *m_findPrevious = nullptr;
    QStackedWidget *m_stack;
    JsonTreeView *m_tree;
    ValuePanel *m_value;
    RawView *m_raw;
    DeliveryView *m_delivery;
    CompareView *m_compare;
    ClientNames *m_names = nullptr;
    QByteArray m_message;
    bool m_isTreeStale = false;
    bool m_isRawStale = false;
};

} // namespace broadcaster
