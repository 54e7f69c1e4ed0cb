// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/clienttext.h"

#include "ui/base/text.h"

namespace broadcaster {

bool ClientLabel::saysType() const
{
    return !type || text.startsWith(typeName(*type) + u' ');
}

ClientLabel clientLabel(ClientNames *names, const ProjectId &project, QByteArrayView client,
    std::optional<ClientType> type)
{
    const ClientName *name = nullptr;
    // An id without a type is an id that nobody has, unless it is known from elsewhere.
    if (names)
        name = type ? names->lookUp(project, client, *type) : names->find(project, client);
    if (name)
        return { name->text, name->colour, type };
    return { shortId(client), -1, type };
}

QString clientText(const ClientLabel &label)
{
    if (label.isNamed() || !label.type)
        return label.text;
    return typeName(*label.type) + u' ' + label.text;
}

QString clientTip(const ClientLabel &label, QByteArrayView client)
{
    const QString id = QString::fromUtf8(client);
    const QString whole = label.type ? QString(typeName(*label.type) + u' ' + id) : id;
    return label.isNamed() ? QString(label.text + u'\n' + whole) : whole;
}

} // namespace broadcaster
