// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/prompts/renamedialog.h"

#include "server/api/check.h"
#include "ui/base/text.h"
#include "ui/widgets/elidedlabel.h"

#include <QtWidgets/QLineEdit>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

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
    : FieldDialog(
        u"clientName"_s, { tr("Rename client"), tr("&Name of the client"), tr("Rename") }, parent)
{
    setObjectName(u"renameClient"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    auto *subject = new ElidedLabel(Note::Tone::Dim, this);
    subject->setText(
        tr("%1 of project %2")
            .arg(typeName(client.type) + u' ' + shortId(client.client), client.project.toString()));
    addAbove(subject);
    addBelow(new Note(Note::Tone::Dim,
        tr("Only this window knows the name. An empty one brings the automatic name back. If the "
           "user agent names a program, its later connections get the name too."),
        this));
    field().setPlaceholderText(tr("Automatic name"));
    field().setClearButtonEnabled(true);
    names.add(client.project, client.client, client.type);
    const ClientName *now = names.find(client.project, client.client);
    begin(now ? now->text : QString(), [&names, client](const QString &name) -> Verdict {
        const auto fault = names.faultOf(client.project, client.client, name);
        return { fault == ClientNames::Fault::None ? Verdict::Kind::Good : Verdict::Kind::Fault,
            faultText(fault) };
    });
    connect(this, &QDialog::accepted, this,
        [this, &names, client] { names.rename(client.project, client.client, text()); });
}

} // namespace broadcaster
