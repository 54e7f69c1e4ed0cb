// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/composertools.h"

#include "ui/base/text.h"
#include "ui/composer/composertemplates.h"
#include "ui/composer/placeholders.h"
#include "ui/composer/savedbar.h"
#include "ui/json/jsoneditor.h"
#include "ui/theme/layoutstep.h"

#include <QtGui/QAction>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QMenu>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int HistoryTitleLength = 60;

QString historyTitle(const QByteArray &message)
{
    const QString type = jsonText(jsonAt(QByteArrayView(message), { "type"_ba }));
    const QString title = type.isEmpty()
        ? QString::fromUtf8(message.left(HistoryTitleLength)).simplified()
        : type.left(HistoryTitleLength);
    return ComposerTools::tr("%1 (%2)").arg(title, sizeText(message.size()));
}

} // namespace

ComposerTools::ComposerTools(JsonEditor &editor, const SavedBar &saved, QWidget *parent)
    : QWidget(parent)
    , m_historyMenu(new QMenu(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(LayoutStep / 2);
    QPushButton *templates = addButton(tr("Templates"), u"composerTemplates"_s,
        tr("Begin with a message of one kind. Sending fills in %1.")
            .arg(placeholders::names().join(u", "_s)));
    fillTemplates(*templates);
    QPushButton *mine = addButton(tr("Saved"), u"composerSaved"_s,
        tr("Messages that you have saved under a name (%1)")
            .arg(SavedBar::saveKeys().toString(QKeySequence::NativeText)));
    mine->setMenu(saved.menu());
    m_history = addButton(tr("Earlier"), u"composerHistory"_s,
        tr("Ctrl+Up and Ctrl+Down step through earlier messages"));
    m_history->setAccessibleName(tr("Earlier messages and drafts"));
    m_history->setMenu(m_historyMenu);
    setHistory({});
    QPushButton *format = addButton(
        tr("Format"), u"composerFormat"_s, editor.formatAction()->toolTip());
    connect(format, &QPushButton::clicked, &editor, &JsonEditor::format);
    row->addStretch();
}

QPushButton *ComposerTools::addButton(
    const QString &text, const QString &objectName, const QString &toolTip)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(objectName);
    button->setAccessibleName(text);
    button->setToolTip(toolTip);
    button->setFlat(true);
    layout()->addWidget(button);
    return button;
}

void ComposerTools::fillTemplates(QPushButton &button)
{
    auto *menu = new QMenu(this);
    for (const ComposerTemplate &one : composerTemplates())
        menu->addAction(one.title, this, [this, one] { Q_EMIT chosen(one.text); });
    button.setMenu(menu);
}

void ComposerTools::setHistory(const QList<QByteArray> &texts)
{
    m_historyMenu->clear();
    for (const QByteArray &text : texts)
        m_historyMenu->addAction(historyTitle(text), this, [this, text] { Q_EMIT chosen(text); });
    m_history->setEnabled(!texts.isEmpty());
}

} // namespace broadcaster
