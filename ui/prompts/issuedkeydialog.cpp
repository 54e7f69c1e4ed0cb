// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/prompts/issuedkeydialog.h"

#include "ui/base/connecturl.h"
#include "ui/base/text.h"
#include "ui/prompts/questionbox.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QComboBox>
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

IssuedKeyDialog::IssuedKeyDialog(const IssuedApiKey &key, const QString &listening, QWidget *parent)
    : QDialog(parent)
    , m_key(new CopyField(tr("API key"), this))
    , m_url(new CopyField(tr("URL with key"), this))
{
    setObjectName(u"issuedKey"_s);
    setWindowTitle(tr("API key issued"));
    const QString text = QString::fromLatin1(key.key.secret());
    m_key->setObjectName(u"key"_s);
    m_key->setText(text);

    auto *title = new ElidedLabel(Note::Tone::Plain, this);
    title->setText(tr("The key of the project %1").arg(key.info.project.toString()));
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
    rows->addWidget(buildUrl(key, listening));
    rows->addStretch();
    rows->addSpacing(LayoutStep);
    rows->addWidget(stored, 0, Qt::AlignRight);
    setMinimumWidth(QFontMetrics(fixedFont()).horizontalAdvance(text) + RoomForButtonAndMargins);
    resize(minimumWidth(), rows->totalHeightForWidth(minimumWidth()));

    connect(stored, &QPushButton::clicked, this, &IssuedKeyDialog::accept);
}

QWidget *IssuedKeyDialog::buildUrl(const IssuedApiKey &key, const QString &listening)
{
    auto *all = new QWidget(this);
    auto *type = new QComboBox(all);
    type->setObjectName(u"urlType"_s);
    type->setAccessibleName(tr("Type of the client"));
    for (int each = 0; each < ClientTypeCount; ++each)
        type->addItem(typeName(static_cast<ClientType>(each)));
    m_url->setObjectName(u"url"_s);
    m_url->setCopyText(tr("Copy URL with key"),
        tr("The URL contains the key: everybody who has the URL can connect"));
    const auto showUrl = [this, key, listening](int chosen) {
        m_url->setText(connectUrl(
            listening, key.info.project.toString(), static_cast<ClientType>(chosen), key.key));
    };
    connect(type, &QComboBox::currentIndexChanged, this, showUrl);
    showUrl(type->currentIndex());

    auto *rows = new QVBoxLayout(all);
    rows->setContentsMargins(0, LayoutStep, 0, 0);
    rows->setSpacing(LayoutStep);
    auto *choice = new QHBoxLayout;
    choice->setSpacing(LayoutStep);
    auto *words = new Note(Note::Tone::Plain, tr("URL for a client of type"), all);
    words->setWordWrap(false);
    choice->addWidget(words);
    choice->addWidget(type);
    choice->addStretch();
    rows->addLayout(choice);
    rows->addWidget(m_url);
    all->setVisible(!listening.isEmpty());
    return all;
}

void IssuedKeyDialog::done(int result)
{
    m_key->setText({});
    m_url->setText({});
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
