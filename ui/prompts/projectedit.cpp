// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/prompts/projectedit.h"

#include <QtCore/QCoreApplication>
#include <QtGui/QKeyEvent>
#include <QtWidgets/QCompleter>
#include <QtWidgets/QListView>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int ShownNames = 8;

} // namespace

ProjectEdit::ProjectEdit(const QString &text, const QStringList &projects, QWidget *parent)
    : QLineEdit(text, parent)
    , m_known(new QCompleter(projects, this))
{
    auto *list = new QListView;
    list->setObjectName(u"projectNames"_s);
    list->setUniformItemSizes(true); // Or every name would be measured at every key.
    m_known->setPopup(list);
    list->setAccessibleName(tr("Known projects"));
    m_known->setFilterMode(Qt::MatchContains);
    m_known->setCaseSensitivity(Qt::CaseInsensitive);
    m_known->setMaxVisibleItems(ShownNames);
    setCompleter(m_known);
}

void ProjectEdit::keyPressEvent(QKeyEvent *event)
{
    QAbstractItemView *list = m_known->popup();
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (event->key() == Qt::Key_Down && !list->isVisible()) {
        m_known->setCompletionPrefix(text());
        m_known->complete();
        event->accept();
    } else if (isReturn && list->isVisible() && !list->currentIndex().isValid()) {
        // The typed name is meant. The completer would only close its list.
        list->hide();
        QCoreApplication::postEvent(
            this, new QKeyEvent(event->type(), event->key(), event->modifiers(), event->text()));
        event->accept();
    } else {
        QLineEdit::keyPressEvent(event);
    }
}

} // namespace broadcaster
