// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/help/shortcutsdialog.h"

#include "ui/base/page.h"
#include "ui/theme/theme.h"

#include <QtGui/QAction>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHeaderView>
#include <QtWidgets/QMenu>
#include <QtWidgets/QMenuBar>
#include <QtWidgets/QTreeWidget>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

enum Column { TextColumn, KeysColumn, ColumnCount };

QString plain(QString text)
{
    return text.remove(u'&').remove(u'\u2026');
}

} // namespace

ShortcutsDialog::ShortcutsDialog(QWidget *window)
    : QDialog(window)
    , m_tree(new QTreeWidget(this))
{
    setObjectName(u"shortcutsDialog"_s);
    setWindowTitle(tr("Keyboard shortcuts"));
    constexpr QSize Usual(460, 560);
    resize(Usual);
    m_tree->setObjectName(u"shortcuts"_s);
    m_tree->setAccessibleName(windowTitle());
    m_tree->setColumnCount(ColumnCount);
    m_tree->setHeaderHidden(true);
    m_tree->setRootIsDecorated(false);
    m_tree->setIndentation(0);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setFocusPolicy(Qt::StrongFocus);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(TextColumn, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(KeysColumn, QHeaderView::ResizeToContents);
    addMenus(*window);
    addPages(*window);
    m_tree->expandAll();
    m_tree->setCurrentItem(m_tree->itemBelow(m_tree->topLevelItem(0)));

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QAbstractButton *button : buttons->buttons())
        button->setAccessibleName(plain(button->text()));
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_tree);
    layout->addWidget(buttons);
}

void ShortcutsDialog::addMenus(const QWidget &window)
{
    for (const QMenuBar *bar : window.findChildren<QMenuBar *>(Qt::FindDirectChildrenOnly)) {
        for (const QAction *menu : bar->actions()) {
            for (const QAction *action : menu->menu()->actions())
                addAction(menu->text(), *action);
        }
    }
}

void ShortcutsDialog::addPages(const QWidget &window)
{
    for (const Page *page : window.findChildren<Page *>()) {
        for (const QAction *action : page->findChildren<QAction *>())
            addAction(page->windowTitle(), *action);
    }
}

void ShortcutsDialog::addAction(const QString &section, const QAction &action)
{
    if (!action.text().isEmpty() && !action.shortcut().isEmpty())
        addRow(plain(section), plain(action.text()),
            action.shortcut().toString(QKeySequence::NativeText));
}

void ShortcutsDialog::addRow(const QString &section, const QString &text, const QString &keys)
{
    QTreeWidgetItem *group = nullptr;
    for (int i = 0; i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_tree->topLevelItem(i);
        for (int row = 0; row < item->childCount(); ++row) {
            // The actions of a page may be in a menu, too.
            if (item->child(row)->text(TextColumn) == text
                && item->child(row)->text(KeysColumn) == keys)
                return;
        }
        if (item->text(TextColumn) == section)
            group = item;
    }
    if (!group) {
        group = new QTreeWidgetItem(m_tree, { section });
        QFont font = m_tree->font();
        font.setWeight(QFont::DemiBold);
        group->setFont(TextColumn, font);
        group->setFlags(Qt::ItemIsEnabled);
        group->setFirstColumnSpanned(true);
    }
    auto *item = new QTreeWidgetItem(group, { text, keys });
    item->setFont(KeysColumn, fixedFont());
    item->setTextAlignment(KeysColumn, Qt::AlignRight | Qt::AlignVCenter);
}

} // namespace broadcaster
