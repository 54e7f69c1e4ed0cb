// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/commentdialog.h"

#include "inspect/traffic/messagenote.h"
#include "ui/base/text.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

CommentDialog::CommentDialog(const QString &present, int messages, QWidget *parent)
    : FieldDialog(u"comment"_s,
        { tr("Comment on %Ln messages", nullptr, messages),
            tr("&Comment, shown in the row; leave it empty to remove it"), tr("Save") },
        parent)
{
    setObjectName(u"commentDialog"_s);
    begin(present, [this](const QString &) -> Verdict {
        const qsizetype size = comment().size();
        if (size <= MessageNote::MaxCommentBytes)
            return {};
        return { Verdict::Kind::Fault,
            tr("The comment has %1 bytes of UTF-8, the most is %2.")
                .arg(countText(size), countText(MessageNote::MaxCommentBytes)) };
    });
}

QByteArray CommentDialog::comment() const
{
    return text().simplified().toUtf8();
}

} // namespace broadcaster
