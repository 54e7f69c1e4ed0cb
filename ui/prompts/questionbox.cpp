// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/prompts/questionbox.h"

#include "ui/theme/theme.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

QuestionBox::QuestionBox(const Prompts::Question &question, QWidget *parent)
    : QMessageBox(parent)
    , m_yes(nullptr)
{
    setObjectName(u"question"_s);
    setWindowTitle(tr("Broadcaster"));
    setText(question.title);
    setInformativeText(question.text);
    // A project may be called "<b>", and setTextFormat() forgets the informative text.
    for (QLabel *label : findChildren<QLabel *>())
        label->setTextFormat(Qt::PlainText);
    if (auto *title = findChild<QLabel *>(u"qt_msgbox_label"_s)) {
        QFont strong = font();
        strong.setWeight(QFont::DemiBold);
        title->setFont(strong);
    }

    m_yes = addButton(question.yes, question.isDestructive ? DestructiveRole : AcceptRole);
    m_yes->setObjectName(u"yes"_s);
    m_yes->setAccessibleName(question.yes);
    QPushButton *cancel = addButton(Cancel);
    cancel->setObjectName(u"cancel"_s);
    setEscapeButton(cancel);
    setDefaultButton(question.isDestructive ? cancel : m_yes);
    if (question.isDestructive) {
        QPalette red = m_yes->palette();
        red.setColor(QPalette::ButtonText, Theme::of(palette()).bad);
        m_yes->setPalette(red);
    }
    if (!question.dontAskAgain.isEmpty()) {
        auto *check = new QCheckBox(question.dontAskAgain, this);
        check->setObjectName(u"dontAskAgain"_s);
        check->setAccessibleName(question.dontAskAgain);
        setCheckBox(check);
    }
    closeIconGap();
}

/// QMessageBox indents the text of a box without an icon, too.
void QuestionBox::closeIconGap()
{
    auto *grid = static_cast<QGridLayout *>(layout());
    for (int i = 0; i < grid->count(); ++i) {
        if (QSpacerItem *gap = grid->itemAt(i)->spacerItem())
            gap->changeSize(0, 0);
    }
    grid->setHorizontalSpacing(0);
    grid->setColumnStretch(1, 1); // The column of the text.
    grid->invalidate();
}

Prompts::Answer QuestionBox::ask()
{
    exec();
    const bool yes = clickedButton() == m_yes;
    return { yes, yes && checkBox() != nullptr && checkBox()->isChecked() };
}

} // namespace broadcaster
