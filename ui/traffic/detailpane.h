// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsontext.h"
#include "inspect/traffic/trafficmessage.h"
#include "server/api/console.h"

#include <QtWidgets/QWidget>

#include <optional>

class QStackedWidget;
class QTabBar;

namespace broadcaster {

class CompareView;
class DeliveryView;
class ElidedLabel;
class JsonTreeView;
class RawView;

/// One message in several views. Keeps its own copy: the store may drop it.
class DetailPane final : public QWidget {
    Q_OBJECT

public:
    enum Tab { Tree, Raw, Delivery, Compare, TabCount };
    enum class Source { Broker, File };

    explicit DetailPane(Console &console, QWidget *parent = nullptr);

    void setMessage(const TrafficMessage &message, Source source);
    /// The shown message was sent further, or was dropped.
    void updateDelivery(const TrafficRow &row);
    /// The conversation of the shown message, in words; empty: none.
    void setConversation(const QString &text);
    void clear();
    /// The user's own comment on the message; empty: none.
    void setComment(const QString &text);
    void setMarked(const std::optional<TrafficMessage> &message);
    [[nodiscard]] Tab tab() const;
    void setTab(Tab tab);

Q_SIGNALS:
    void narrowRequested(const QString &condition);
    void excludeRequested(const QString &condition);
    void columnRequested(const broadcaster::JsonPath &path);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void addTab(Tab tab, const QString &title, const char *icon, QWidget *content);
    void showTab(int tab);

    QTabBar *m_tabs;
    ElidedLabel *m_title;
    ElidedLabel *m_comment;
    QStackedWidget *m_stack;
    JsonTreeView *m_tree;
    RawView *m_raw;
    DeliveryView *m_delivery;
    CompareView *m_compare;
    QByteArray m_message;
    bool m_isTreeStale = false;
    bool m_isRawStale = false;
};

} // namespace broadcaster
