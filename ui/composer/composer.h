// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/base/uisettings.h"
#include "ui/composer/noticeline.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

class QAction;
class QBoxLayout;
class QPushButton;

namespace broadcaster {

class ComposerDraft;
class ComposerTools;
class JsonEditor;
class MessageSender;
class ConnectionBar;
class OverviewFeed;
class Prompts;
class ReceivedView;
class SavedBar;
class TemplateSender;
struct JsonFault;

/// Here the user writes messages, and sends them as a real admin client of a project.
class Composer final : public QWidget {
    Q_OBJECT

public:
    /// Larger messages are only resent as they are.
    static constexpr qsizetype MaxEditedBytes = 1024 * 1024;

    Composer(
        Console &console, OverviewFeed &overviews, Prompts &prompts, QWidget *parent = nullptr);

    /// Fills the editor. A text without line breaks is indented, and names that would be taken for
    /// placeholders are escaped; the JSON means the same. An edited draft is kept among the earlier
    /// messages. A message that is too large to edit changes nothing.
    void compose(const ProjectId &project, const QByteArray &envelope);
    /// Sends exactly these bytes at once, also if they are not JSON; the editor stays as it is.
    void sendNow(const ProjectId &project, const QByteArray &envelope);
    /// Null: keeps the present project until pointAt() names one.
    void setScope(const ProjectId &project);
    /// The project of the row that the user has chosen: taken over while all projects are shown, as
    /// long as no project was typed and there is no connection.
    void pointAt(const ProjectId &project);
    /// Focuses the editor, or the project while none is chosen.
    void takeFocus();
    void restore(const UiSettings &settings);
    void save(UiSettings &settings) const;

Q_SIGNALS:
    /// The result of sending, shown while the composer is hidden.
    void reported(const QString &words, bool isError);
    /// The draft or the earlier messages have changed: save() has something to keep.
    void edited();
    /// A condition in the language of docs/filter.md.
    void filterRequested(const QString &condition);
    void excludeRequested(const QString &condition);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    [[nodiscard]] QBoxLayout *makeFoot();
    void arrange();
    void connectAll();
    void connectSaved();
    void addKeys(const QKeySequence &keys, const QString &text, void (Composer::*act)());
    [[nodiscard]] std::optional<JsonFault> faultOf(const QByteArray &text) const;
    /// Replaces the draft and goes to it.
    void begin(const QByteArray &text);
    void saveDraft();
    /// Refuses text that is not JSON.
    void send();
    void sendAnyway();
    void finishSending(const ProjectId &project);
    void showError();
    void askReach();
    void updateSend();
    void forgetResult();
    void report(const QString &words, NoticeLine::Tone tone);
    void reportOf(const ProjectId &project, const QString &words, NoticeLine::Tone tone);

    Console &m_console;
    ConnectionBar *m_connection;
    MessageSender *m_sender;
    TemplateSender *m_templates;
    JsonEditor *m_editor;
    ComposerDraft *m_draft;
    ReceivedView *m_received;
    SavedBar *m_saved;
    ComposerTools *m_tools;
    NoticeLine *m_error;
    NoticeLine *m_reach;
    NoticeLine *m_result;
    QPushButton *m_send;
    QTimer m_reachTimer;
    QTimer m_refreshTimer;
    quint64 m_reachQuestion = 0; ///< Answers to earlier questions are ignored.
};

} // namespace broadcaster
