// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficmessage.h"
#include "ui/traffic/rowrange.h"

#include <QtCore/QObject>

#include <optional>

class QAction;
class QKeySequence;
class QMenu;
class QPoint;

namespace broadcaster {

class Console;
class ConversationCopy;
class TrafficModel;
class TrafficView;

/// Actions on the chosen message and on the selected ones, by menu and by key.
class TrafficActions final : public QObject {
    Q_OBJECT

public:
    /// All outlive it; the view is the parent.
    TrafficActions(Console &console, TrafficView &view, TrafficModel &model);

    [[nodiscard]] QMenu &menu() { return *m_menu; }
    /// Condition of the chosen cell; may be empty.
    [[nodiscard]] QString condition() const;
    /// The name of what the chosen cell shows, as filters have it; may be empty.
    [[nodiscard]] QString path() const;
    [[nodiscard]] QAction *partner() { return m_partner; }
    [[nodiscard]] QAction *mark() { return m_mark; }
    [[nodiscard]] QAction *exportSelected() { return m_exportSelected; }
    [[nodiscard]] QAction *setZero() { return m_setZero; }
    [[nodiscard]] QAction *clearZero() { return m_clearZero; }
    [[nodiscard]] QAction *resend() { return m_resend; }
    [[nodiscard]] QAction *compose() { return m_compose; }

Q_SIGNALS:
    void filterRequested(const QString &filter);
    void narrowRequested(const QString &condition);
    void excludeRequested(const QString &condition);
    /// The selected messages are to be marked, or not any longer.
    void markRequested();
    void exportRequested(const broadcaster::RowRanges &rows);
    /// One sentence for the user: what an action did, or the reason why it did nothing.
    void told(const QString &words);
    void sendRequested(const broadcaster::ProjectId &project, const QByteArray &envelope);
    void composeRequested(const broadcaster::ProjectId &project, const QByteArray &envelope);

private:
    QAction *add(const char *name, const QString &text, const char *icon,
        const QKeySequence &shortcut, void (TrafficActions::*run)());
    void showMenu(const QPoint &position);
    void update();
    [[nodiscard]] std::optional<TrafficMessage> message() const;
    [[nodiscard]] std::optional<TrafficMessage> wholeMessage();

    void narrow();
    void exclude();
    void showBetween();
    void showPartner();
    void copyPath();
    void copyValue();
    void copyMessage();
    void copyLines();
    void copyConversation();
    void requestExport();
    void copyOrRefuse(const std::optional<QString> &text);
    void toggleMark();
    void zeroHere();
    void zeroNowhere();
    void sendAgain();
    void edit();

    Console &m_console;
    TrafficView &m_view;
    TrafficModel &m_model;
    ConversationCopy *m_report;
    QMenu *m_menu;
    QAction *m_narrow;
    QAction *m_exclude;
    QAction *m_between;
    QAction *m_partner;
    QAction *m_copyPath;
    QAction *m_copyValue;
    QAction *m_copyMessage;
    QAction *m_copyLines;
    QAction *m_copyConversation;
    QAction *m_exportSelected;
    QAction *m_mark;
    QAction *m_setZero;
    QAction *m_clearZero;
    QAction *m_resend;
    QAction *m_compose;
};

} // namespace broadcaster
