// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/commentdialog.h"

#include "inspect/traffic/messagenote.h"
#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int CommentLetters = 64;

} // namespace

CommentDialog::CommentDialog(const QString &present, int messages, QWidget *parent)
    : QDialog(parent)
    , m_comment(new QLineEdit(present, this))
    , m_fault(new Note(Note::Tone::Bad, this))
{
    setObjectName(u"commentDialog"_s);
    setWindowTitle(tr("Comment on %Ln messages", nullptr, messages));
    m_comment->setObjectName(u"comment"_s);
    m_comment->setAccessibleName(tr("Comment"));
    m_comment->selectAll();
    m_fault->setObjectName(u"commentFault"_s);
    auto *label = new QLabel(tr("&Comment, shown in the row; leave it empty to remove it"), this);
    label->setBuddy(m_comment);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    m_save->setObjectName(u"saveComment"_s);
    m_save->setDefault(true);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep);
    rows->setSpacing(LayoutStep);
    rows->addWidget(label);
    rows->addWidget(m_comment);
    rows->addWidget(m_fault);
    rows->addStretch();
    rows->addSpacing(LayoutStep);
    rows->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * CommentLetters);
    connect(m_comment, &QLineEdit::textChanged, this, &CommentDialog::check);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    check();
}

QByteArray CommentDialog::comment() const
{
    return m_comment->text().simplified().toUtf8();
}

void CommentDialog::check()
{
    const bool isTooLong = comment().size() > MessageNote::MaxCommentBytes;
    m_save->setEnabled(!isTooLong);
    m_fault->setShown(isTooLong
            ? tr("The comment has %1 bytes of UTF-8, the most is %2.")
                  .arg(countText(comment().size()), countText(MessageNote::MaxCommentBytes))
            : QString());
    m_comment->setAccessibleDescription(m_fault->text());
}

} // namespace broadcaster
