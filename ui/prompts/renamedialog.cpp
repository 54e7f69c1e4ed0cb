// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/prompts/renamedialog.h"

#include "server/api/check.h"
#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/style.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int RenameLetters = 56;

QString faultText(ClientNames::Fault fault)
{
    switch (fault) {
    case ClientNames::Fault::None:
        return {};
    case ClientNames::Fault::NotKnown:
        return RenameDialog::tr("The client is no longer known.");
    case ClientNames::Fault::TooLong:
        return RenameDialog::tr("A name has at most %1 characters.")
            .arg(ClientNames::MaxNameLength);
    case ClientNames::Fault::NotPrintable:
        return RenameDialog::tr("The name has a character that cannot be seen.");
    case ClientNames::Fault::Taken:
        return RenameDialog::tr("Another client of the project has this name.");
    }
    return unreachable(QString());
}

} // namespace

RenameDialog::RenameDialog(ClientNames &names, const ClientNames::Wanted &client, QWidget *parent)
    : QDialog(parent)
    , m_names(names)
    , m_client(client)
    , m_name(new QLineEdit(this))
    , m_fault(new Note(Note::Tone::Bad, this))
{
    setObjectName(u"renameClient"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Rename client"));
    m_names.add(client.project, client.client, client.type);
    const ClientName *now = m_names.find(client.project, client.client);
    m_name->setObjectName(u"clientName"_s);
    m_name->setAccessibleName(tr("Name of the client"));
    m_name->setText(now ? now->text : QString());
    m_name->setPlaceholderText(tr("Automatic name"));
    m_name->setClearButtonEnabled(true);
    m_name->selectAll();
    m_fault->setObjectName(u"clientNameFault"_s);
    m_fault->setVisible(false);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *rename = buttons->addButton(tr("Rename"), QDialogButtonBox::AcceptRole);
    rename->setObjectName(u"rename"_s);
    rename->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(u"cancel"_s);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep);
    rows->setSpacing(LayoutStep);
    auto *who = new Note(Note::Tone::Dim,
        tr("%1 of project %2")
            .arg(typeName(client.type) + u' ' + QString::fromUtf8(client.client),
                client.project.toString()),
        this);
    rows->addWidget(who);
    rows->addWidget(m_name);
    rows->addWidget(m_fault);
    rows->addWidget(new Note(Note::Tone::Dim,
        tr("Only this window knows the name. An empty one brings the automatic name back. If the "
           "user agent names a program, its later connections get the name too."),
        this));
    rows->addStretch();
    rows->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * RenameLetters);

    connect(m_name, &QLineEdit::textChanged, this, [this] { showFault({}); });
    connect(buttons, &QDialogButtonBox::accepted, this, &RenameDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &RenameDialog::reject);
    m_name->setFocus();
    resize(minimumWidth(), rows->totalHeightForWidth(minimumWidth()));
}

void RenameDialog::accept()
{
    const ClientNames::Fault fault = m_names.rename(
        m_client.project, m_client.client, m_name->text());
    if (fault == ClientNames::Fault::None)
        QDialog::accept();
    else
        showFault(faultText(fault));
}

void RenameDialog::showFault(const QString &fault)
{
    m_fault->setShown(fault);
    m_name->setProperty(InvalidProperty, !fault.isEmpty());
    m_name->setAccessibleDescription(fault);
    m_name->update();
}

} // namespace broadcaster
