// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/composer/noticeline.h"
#include "ui/composer/savedmessages.h"

#include <QtGui/QKeySequence>

class QLineEdit;
class QMenu;
class QPushButton;

namespace broadcaster {

class Prompts;

/// The user's saved messages: the menu that lists them, and a line for a name, which is hidden
/// until a message is saved or renamed.
class SavedBar final : public QWidget {
    Q_OBJECT

public:
    explicit SavedBar(Prompts &prompts, QWidget *parent = nullptr);

    /// In the composer: beginSaving().
    [[nodiscard]] static QKeySequence saveKeys()
    {
        return QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_M);
    }
    [[nodiscard]] QMenu *menu() const { return m_menu; }
    [[nodiscard]] const SavedMessages &messages() const { return m_messages; }
    void setMessages(const SavedMessages &messages);
    /// The text that would be saved.
    void setText(const QByteArray &text) { m_text = text; }
    /// Asks for a name in the line.
    void beginSaving();

Q_SIGNALS:
    /// beginSaving() is wanted, with the present text.
    void saveWanted();
    /// The user wants to edit this text.
    void chosen(const QByteArray &text);
    void changed();
    void reported(const QString &words, NoticeLine::Tone tone);
    /// The line was left.
    void finished();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void layOut();
    void fillMenu();
    void ask(const QString &label, const QString &verb, const QString &name);
    void beginRenaming(const QString &name);
    void accept();
    void save(const QString &name);
    void remove(const QString &name);
    void finish();
    void tell(SavedMessages::Outcome outcome, const QString &success);
    [[nodiscard]] bool mayReplace(const QString &name);

    Prompts &m_prompts;
    SavedMessages m_messages;
    QByteArray m_text;
    QString m_last; ///< The name that was saved or chosen last.
    QString m_renamed; ///< Null while a message is being saved.
    QMenu *m_menu;
    QMenu *m_renaming;
    QMenu *m_deleting;
    QLineEdit *m_name;
    QPushButton *m_accept;
    QPushButton *m_cancel;
};

} // namespace broadcaster
