// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/help/helpdialog.h"

#include <QtGui/QTextBlock>
#include <QtGui/QTextCursor>
#include <QtGui/QTextDocument>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QTextBrowser>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Without ligatures, like fixedFont(): the examples are to be typed.
void showCodeAsItIs(QTextDocument &document)
{
    QList<QTextCursor> codes;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        for (auto part = block.begin(); !part.atEnd(); ++part) {
            const QTextFragment fragment = part.fragment();
            // The family that Qt gives to <code>.
            if (!fragment.charFormat().fontFamilies().toStringList().contains(u"monospace"_s))
                continue;
            QTextCursor &cursor = codes.emplaceBack(&document);
            cursor.setPosition(fragment.position());
            cursor.setPosition(fragment.position() + fragment.length(), QTextCursor::KeepAnchor);
        }
    }
    QTextCharFormat plain;
    plain.setFontStyleStrategy(QFont::PreferNoShaping);
    for (QTextCursor &code : codes)
        code.mergeCharFormat(plain);
}

} // namespace

HelpDialog::HelpDialog(const QString &title, const QString &html, QWidget *parent)
    : QDialog(parent)
{
    setObjectName(u"helpDialog"_s);
    setWindowTitle(title);
    constexpr QSize Usual(620, 620);
    resize(Usual);
    auto *text = new QTextBrowser(this);
    text->setObjectName(u"helpText"_s);
    text->setAccessibleName(title);
    text->setFrameShape(QFrame::NoFrame);
    constexpr int Margin = 16;
    text->document()->setDocumentMargin(Margin);
    text->setHtml(html);
    showCodeAsItIs(*text->document());

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    for (QAbstractButton *button : buttons->buttons())
        button->setAccessibleName(button->text().remove(u'&'));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, Margin / 2, Margin / 2);
    layout->addWidget(text);
    layout->addWidget(buttons);
}

} // namespace broadcaster
