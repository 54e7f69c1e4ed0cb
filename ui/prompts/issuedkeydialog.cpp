// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/prompts/issuedkeydialog.h"

#include "ui/prompts/questionbox.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int RoomForButtonAndMargins = 200;

/// With hyphens that a line does not end with.
QString unbroken(QString text)
{
    return text.replace(u'-', u'\u2011');
}

} // namespace

IssuedKeyDialog::IssuedKeyDialog(const IssuedApiKey &key, QWidget *parent)
    : QDialog(parent)
    , m_key(new CopyField(tr("API key"), this))
{
    setObjectName(u"issuedKey"_s);
    setWindowTitle(tr("API key issued"));
    const QString text = QString::fromLatin1(key.key.secret());
    m_key->setObjectName(u"key"_s);
    m_key->setText(text);

    auto *title = new Note(
        Note::Tone::Plain, tr("The key of the project %1").arg(key.info.project.toString()), this);
    title->setObjectName(u"title"_s);
    auto *warning = new Note(Note::Tone::Warning,
        tr("This key is shown only now. Store it: it cannot be shown again."), this);
    warning->setObjectName(u"onlyNow"_s);
    auto *usage = new Note(Note::Tone::Dim,
        unbroken(tr("Clients add &apiKey= and the key to their URL, or send it in the header "
                    "x-api-key.")),
        this);
    usage->setObjectName(u"usage"_s);

    auto *stored = new QPushButton(tr("I have stored it"), this);
    stored->setObjectName(u"stored"_s);
    stored->setAccessibleName(stored->text());
    // The Return that issued the key, held a moment too long, must not close this dialog. Not a
    // QDialogButtonBox: it makes one of its buttons the default.
    stored->setAutoDefault(false);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep);
    rows->setSpacing(LayoutStep);
    rows->addWidget(title);
    rows->addWidget(warning);
    rows->addSpacing(LayoutStep);
    rows->addWidget(m_key);
    rows->addWidget(usage);
    rows->addStretch();
    rows->addSpacing(LayoutStep);
    rows->addWidget(stored, 0, Qt::AlignRight);
    setMinimumWidth(QFontMetrics(fixedFont()).horizontalAdvance(text) + RoomForButtonAndMargins);
    resize(minimumWidth(), rows->totalHeightForWidth(minimumWidth()));

    connect(stored, &QPushButton::clicked, this, &IssuedKeyDialog::accept);
}

void IssuedKeyDialog::done(int result)
{
    m_key->setText({});
    QDialog::done(result);
}

void IssuedKeyDialog::reject()
{
    QuestionBox sure({ tr("Close without storing the key?"),
                         tr("It cannot be shown again. If it is lost, revoke it and issue "
                            "another."),
                         tr("Close"), true, {} },
        this);
    if (sure.ask().yes)
        QDialog::reject();
}

} // namespace broadcaster
