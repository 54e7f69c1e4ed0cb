// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficmessage.h"
#include "server/api/console.h"

#include <QtWidgets/QWidget>

class QListView;

namespace broadcaster {

class ClientNames;
class DeliveryModel;
class Note;

/// The clients in the room when a message was handled: the copy of each, and its rule.
class DeliveryView final : public QWidget {
    Q_OBJECT

public:
    explicit DeliveryView(Console &console, QWidget *parent = nullptr);

    /// The names outlive the view.
    void setNames(ClientNames &names);
    /// Asks the broker, once it is visible.
    void setMessage(const TrafficMessage &message);
    /// A message of a file: nothing to ask.
    void setOpenedMessage(const TrafficMessage &message);
    /// The shown message has changed its state: lines change where they are.
    void updateDelivery(const TrafficRow &row);
    /// The conversation of the shown message, in words; empty: none.
    void setConversation(const QString &text);
    void clear();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showWords(const TrafficRow &row);
    void showLimit();
    void ask();
    void showLines(const Result<QList<DeliveryLine>> &result);
    void fitFonts();

    Console &m_console;
    DeliveryModel *m_model;
    Note *m_headline;
    Note *m_rule;
    Note *m_conversation;
    Note *m_notice;
    QListView *m_list;
    std::optional<DeliveryQuery> m_question; ///< Kept until it is asked.
    ProjectId m_project; ///< Project of the shown message.
    MessageDelivery m_delivery;
    quint64 m_asked = 0; ///< Counts questions, so that a late answer to another one is ignored.
};

} // namespace broadcaster
