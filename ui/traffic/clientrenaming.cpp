// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/clientrenaming.h"

#include "ui/prompts/renamedialog.h"
#include "ui/theme/icons.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/traffictext.h"
#include "ui/traffic/trafficview.h"

#include <QtGui/QAction>
#include <QtWidgets/QMenu>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ClientRenaming::ClientRenaming(TrafficView &view, TrafficModel &model, QMenu &menu)
    : QObject(&view)
    , m_view(view)
    , m_model(model)
    , m_rename(new QAction(themedIcon("compose"), {}, this))
{
    m_rename->setObjectName(u"renameParty"_s);
    m_rename->setShortcut(Qt::Key_F2);
    m_rename->setShortcutContext(Qt::WidgetShortcut);
    view.addAction(m_rename);
    menu.addSeparator();
    menu.addAction(m_rename);
    connect(m_rename, &QAction::triggered, this, &ClientRenaming::rename);
    connect(&menu, &QMenu::aboutToShow, this, &ClientRenaming::update);
    connect(
        view.selectionModel(), &QItemSelectionModel::currentChanged, this, &ClientRenaming::update);
    connect(&model, &QAbstractItemModel::modelReset, this, &ClientRenaming::update);
    update();
}

std::optional<ClientNames::Wanted> ClientRenaming::client() const
{
    const QModelIndex current = m_view.currentIndex();
    if (!current.isValid())
        return std::nullopt;
    const TrafficRow row = m_model.rowAt(current.row());
    const Party party = current.column() == TrafficModel::To ? receiverOf(row) : senderOf(row);
    if (party.kind != Party::Kind::Client || party.id.isEmpty() || !party.type)
        return std::nullopt;
    return ClientNames::Wanted { *row.project, party.id.toByteArray(), *party.type };
}

void ClientRenaming::update()
{
    const std::optional<ClientNames::Wanted> chosen = client();
    m_rename->setEnabled(chosen.has_value());
    if (!chosen) {
        m_rename->setText(tr("Rename client\u2026"));
        return;
    }
    QString name = clientText(
        clientLabel(m_model.names(), chosen->project, chosen->client, chosen->type));
    m_rename->setText(tr("Rename %1\u2026").arg(name.replace(u'&', u"&&"_s)));
}

void ClientRenaming::rename()
{
    if (const std::optional<ClientNames::Wanted> chosen = client())
        (new RenameDialog(*m_model.names(), *chosen, &m_view))->open();
}

} // namespace broadcaster
