// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/uisettings.h"
#include "ui/composer/noticeline.h"
#include "ui/composer/sendhistory.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QAction;
class QBoxLayout;
class QMenu;
class QPushButton;

namespace broadcaster {

class JsonEditor;
class MessageSender;
class OperatorBar;
class OverviewFeed;
class ReceivedView;

/// Here the operator writes messages, and sends them as a real admin client of a project.
class Composer final : public QWidget {
    Q_OBJECT

public:
    /// Larger messages are only resent as they are.
    static constexpr qsizetype MaxEditedBytes = 1024 * 1024;
    static constexpr qsizetype MaxSavedLength = 256 * 1024; ///< Longer texts are not remembered.

    Composer(Console &console, OverviewFeed &overviews, QWidget *parent = nullptr);

    /// Fills the editor. A text without line breaks is indented, and otherwise unchanged. An edited
    /// draft is kept among the earlier messages.
    void compose(const ProjectId &project, const QByteArray &envelope);
    /// Sends exactly these bytes at once, also if they are not JSON; the editor stays as it is.
    void sendNow(const ProjectId &project, const QByteArray &envelope);
    /// Null: keeps the present project.
    void setScope(const ProjectId &project);
    /// Focuses the editor, or the project while none is chosen.
    void takeFocus();
    void restore(const UiSettings &settings);
    void save(UiSettings &settings) const;

Q_SIGNALS:
    /// The result of sending, shown while the composer is hidden.
    void reported(const QString &words, bool isError);
    /// The draft has changed: save() has something to keep.
    void edited();
    /// A condition in the language of docs/filter.md.
    void filterRequested(const QString &condition);
    void excludeRequested(const QString &condition);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QBoxLayout *makeTools();
    [[nodiscard]] QBoxLayout *makeFoot();
    void arrange();
    void connectAll();
    void fillTemplates();
    void fillHistory();
    void addKeys(const QKeySequence &keys, const QString &text, void (Composer::*act)());
    void replaceDraft(const QByteArray &text);
    /// Refuses text that is not JSON.
    void send();
    void sendAnyway();
    void finishSending(const ProjectId &project);
    void step(bool older);
    void showError();
    void askReach();
    void updateSend();
    void forgetResult();
    void report(const QString &words, NoticeLine::Tone tone);

    Console &m_console;
    OperatorBar *m_operator;
    MessageSender *m_sender;
    JsonEditor *m_editor;
    ReceivedView *m_received;
    QPushButton *m_templates;
    QPushButton *m_historyButton;
    QMenu *m_historyMenu;
    NoticeLine *m_error;
    NoticeLine *m_reach;
    NoticeLine *m_result;
    QPushButton *m_send;
    SendHistory m_history;
    QByteArray m_given; ///< The draft as it was before the user edited it.
    QTimer m_reachTimer;
    QTimer m_refreshTimer;
    quint64 m_reachQuestion = 0; ///< Answers to earlier questions are ignored.
};

} // namespace broadcaster
