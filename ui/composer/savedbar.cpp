// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/savedbar.h"

#include "ui/base/text.h"
#include "ui/prompts/prompts.h"
#include "ui/theme/layoutstep.h"

#include <QtGui/QKeyEvent>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>

#include <utility>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A name that a menu would take for a shortcut.
QString savedMenuText(QString name)
{
    return name.replace(u'&', u"&&"_s);
}

} // namespace

SavedBar::SavedBar(Prompts &prompts, QWidget *parent)
    : QWidget(parent)
    , m_prompts(prompts)
    , m_menu(new QMenu(this))
    , m_renaming(new QMenu(tr("Rename"), this))
    , m_deleting(new QMenu(tr("Delete"), this))
    , m_name(new QLineEdit(this))
    , m_accept(new QPushButton(this))
    , m_cancel(new QPushButton(tr("Cancel"), this))
{
    setObjectName(u"savedBar"_s);
    layOut();
    hide();
    fillMenu();
}

void SavedBar::layOut()
{
    m_menu->setObjectName(u"savedMenu"_s);
    m_renaming->setObjectName(u"savedRename"_s);
    m_deleting->setObjectName(u"savedDelete"_s);
    m_name->setObjectName(u"savedName"_s);
    m_name->setMaxLength(SavedMessages::MaxNameLength);
    m_name->installEventFilter(this);
    m_name->setAccessibleName(tr("Name of the message"));
    m_accept->setObjectName(u"savedAccept"_s);
    m_accept->setAccessibleName(tr("Save"));
    m_cancel->setObjectName(u"savedCancel"_s);
    m_cancel->setAccessibleName(m_cancel->text());
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(LayoutStep);
    row->addWidget(m_name, 1);
    row->addWidget(m_accept);
    row->addWidget(m_cancel);
    connect(m_name, &QLineEdit::returnPressed, this, &SavedBar::accept);
    connect(m_name, &QLineEdit::textChanged, this,
        [this](const QString &text) { m_accept->setEnabled(!savedName(text).isEmpty()); });
    connect(m_accept, &QPushButton::clicked, this, &SavedBar::accept);
    connect(m_cancel, &QPushButton::clicked, this, &SavedBar::finish);
}

void SavedBar::setMessages(const SavedMessages &messages)
{
    m_messages = messages;
    fillMenu();
}

void SavedBar::fillMenu()
{
    for (QMenu *menu : { m_menu, m_renaming, m_deleting })
        menu->clear();
    const QStringList names = m_messages.names();
    for (const QString &name : names) {
        m_menu->addAction(savedMenuText(name), this, [this, name] {
            m_last = name;
            Q_EMIT chosen(m_messages.text(name));
        });
    }
    if (names.isEmpty())
        m_menu->addAction(tr("No message is saved yet"))->setEnabled(false);
    m_menu->addSeparator();
    QAction *save = m_menu->addAction(tr("Save this message\u2026"), this, &SavedBar::saveWanted);
    save->setObjectName(u"actionSaveMessage"_s);
    if (names.isEmpty())
        return;
    m_menu->addMenu(m_renaming);
    m_menu->addMenu(m_deleting);
    for (const QString &name : names) {
        m_renaming->addAction(savedMenuText(name), this, [this, name] { beginRenaming(name); });
        m_deleting->addAction(savedMenuText(name), this, [this, name] { remove(name); });
    }
}

void SavedBar::ask(const QString &label, const QString &verb, const QString &name)
{
    m_name->setPlaceholderText(label);
    m_name->setAccessibleName(label);
    m_accept->setText(verb);
    m_accept->setAccessibleName(verb);
    m_accept->setEnabled(!name.isEmpty());
    m_name->setText(name);
    show();
    m_name->setFocus(Qt::OtherFocusReason);
    m_name->selectAll();
}

void SavedBar::beginSaving()
{
    m_renamed = QString();
    ask(tr("Name of the message"), tr("Save"), m_last);
}

void SavedBar::beginRenaming(const QString &name)
{
    m_renamed = name;
    ask(tr("New name of the message"), tr("Rename"), name);
}

void SavedBar::accept()
{
    const QString name = savedName(m_name->text());
    if (m_renamed.isNull())
        return save(name);
    const SavedMessages::Outcome outcome = m_messages.rename(m_renamed, name);
    if (outcome == SavedMessages::Outcome::Done && m_last == m_renamed)
        m_last = name;
    tell(outcome, tr("Renamed to “%1”").arg(name));
}

bool SavedBar::mayReplace(const QString &name)
{
    if (!m_messages.contains(name) || m_messages.text(name) == m_text)
        return true;
    Prompts::Question question;
    question.title = tr("Replace the saved message “%1”?").arg(name);
    question.text = tr("Its text is lost.");
    question.yes = tr("Replace");
    question.isDestructive = true;
    return m_prompts.ask(this, question).yes;
}

void SavedBar::save(const QString &name)
{
    if (!mayReplace(name))
        return;
    const SavedMessages::Outcome outcome = m_messages.save(name, m_text);
    if (outcome == SavedMessages::Outcome::Done)
        m_last = name;
    tell(outcome, tr("Saved as “%1”").arg(name));
}

void SavedBar::remove(const QString &name)
{
    Prompts::Question question;
    question.title = tr("Delete the saved message “%1”?").arg(name);
    question.text = tr("Its text is lost.");
    question.yes = tr("Delete");
    question.isDestructive = true;
    if (!m_prompts.ask(this, question).yes)
        return;
    m_messages.remove(name);
    if (m_last == name)
        m_last.clear();
    tell(SavedMessages::Outcome::Done, tr("Deleted “%1”").arg(name));
}

void SavedBar::tell(SavedMessages::Outcome outcome, const QString &success)
{
    QString words;
    switch (outcome) {
    case SavedMessages::Outcome::Done:
        fillMenu();
        Q_EMIT changed();
        Q_EMIT reported(success, NoticeLine::Tone::Good);
        return finish();
    case SavedMessages::Outcome::NoName:
        words = tr("The message needs a name.");
        break;
    case SavedMessages::Outcome::NameTaken:
        words = tr("Another message has this name.");
        break;
    case SavedMessages::Outcome::TooMany:
        words = tr("%1 messages are saved, which is the most. Delete one first.")
                    .arg(countText(SavedMessages::MaxCount));
        break;
    case SavedMessages::Outcome::TextTooLarge:
        words = tr("This message is too large to save (%1 of at most %2).")
                    .arg(sizeText(m_text.size()), sizeText(SavedMessages::MaxTextBytes));
        break;
    case SavedMessages::Outcome::TotalTooLarge:
        words = tr("All saved messages together may have %1. Delete one first.")
                    .arg(sizeText(SavedMessages::MaxTotalBytes));
        break;
    }
    Q_EMIT reported(words, NoticeLine::Tone::Bad);
}

void SavedBar::finish()
{
    if (isHidden())
        return;
    hide();
    Q_EMIT finished();
}

bool SavedBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress
        && static_cast<const QKeyEvent *>(event)->key() == Qt::Key_Escape && watched == m_name) {
        finish();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace broadcaster
