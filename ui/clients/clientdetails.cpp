// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/clients/clientdetails.h"

#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/widgets/copyfield.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QFormLayout>
#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int LabelWidth = 96;
constexpr int IdWidth = 480;

} // namespace

ClientDetails::ClientDetails(Console &console, QWidget *parent)
    : QWidget(parent)
    , m_console(console)
    , m_form(new QFormLayout)
    , m_lines(new QWidget(this))
    , m_nothing(new Note(Note::Tone::Dim, this))
    , m_id(new CopyField(tr("client id"), this))
{
    setObjectName(u"clientDetails"_s);
    setAccessibleName(tr("Selected client"));
    m_id->setObjectName(u"clientId"_s);
    m_id->setMaximumWidth(IdWidth);
    m_nothing->setObjectName(u"clientDetailsNothing"_s);
    m_nothing->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_lines->setLayout(m_form);
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setVerticalSpacing(LayoutStep / 2);
    m_form->setHorizontalSpacing(2 * LayoutStep);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_name = addLine(tr("Name"), u"clientName"_s);
    auto *label = new Note(Note::Tone::Dim, tr("Client id"), m_lines);
    label->setMinimumWidth(LabelWidth);
    m_form->addRow(label, m_id);
    m_kind = addLine(tr("Type"), u"clientKind"_s);
    m_broker = addLine(tr("Broker"), u"clientBroker"_s);
    m_since = addLine(tr("Connected"), u"clientSince"_s);
    m_address = addLine(tr("Address"), u"clientAddress"_s);
    m_userAgent = addLine(tr("User agent"), u"clientUserAgent"_s);
    m_origin = addLine(tr("Origin"), u"clientOrigin"_s);
    m_key = addLine(tr("API key"), u"clientKey"_s);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(
        2 * LayoutStep, LayoutStep + LayoutStep / 2, 2 * LayoutStep, LayoutStep + LayoutStep / 2);
    rows->addWidget(m_nothing);
    rows->addWidget(m_lines);
    rows->addStretch();
    showNothing({});
}

Note *ClientDetails::addLine(const QString &label, const QString &objectName)
{
    auto *value = new Note(Note::Tone::Plain, m_lines);
    value->setObjectName(objectName);
    value->setAccessibleName(label);
    value->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_form->addRow(new Note(Note::Tone::Dim, label, m_lines), value);
    return value;
}

void ClientDetails::showClient(const ClientsModel::Row &row, const ClientLabel &label, qint64 nowMs)
{
    m_client = row.client;
    m_nothing->hide();
    m_lines->show();
    m_name->setText(label.isNamed() ? label.text : tr("none yet"));
    m_id->setText(QString::fromLatin1(m_client.id.text()));
    const QString type = typeName(m_client.type);
    const QString project = row.project.toString();
    m_kind->setText(m_client.isConsole
            ? tr("%1 of project %2: your own connection, made by the composer").arg(type, project)
            : tr("%1 of project %2").arg(type, project));
    m_broker->setText(m_client.broker);
    m_form->setRowVisible(m_broker, !m_client.broker.isEmpty());
    m_since->setText(tr("since %1, for %2")
                         .arg(dateTimeText(m_client.connectedAtMs),
                             durationText(std::max<qint64>(0, nowMs - m_client.connectedAtMs))));
    m_address->setText(m_client.address);
    m_userAgent->setText(m_client.userAgent.isEmpty() ? tr("none") : m_client.userAgent);
    m_origin->setText(m_client.origin.isEmpty() ? tr("none (not a browser)") : m_client.origin);
    m_key->setText(keyText(m_client));
}

void ClientDetails::showNothing(const QString &why)
{
    m_client = {};
    m_lines->hide();
    m_nothing->setShown(why);
}

QString ClientDetails::keyText(const ClientInfo &client)
{
    if (client.keyId == 0)
        return tr("none");
    if (!m_keyNames.contains(client.keyId) && m_lookedForKey != client.keyId)
        askForKeys(); // The answer may be there before this returns.
    return m_keyNames.value(client.keyId, tr("connected with one"));
}

void ClientDetails::askForKeys()
{
    if (!m_asked.isFinished() || !m_console.may<ListKeys>())
        return;
    m_lookedForKey = m_client.keyId;
    m_asked = m_console.ask(ListKeys());
    m_asked.then(this, [this](const Result<QList<ApiKeyInfo>> &keys) {
        if (!keys)
            return; // The page for keys reports the error; here a name is only a convenience.
        m_keyNames.clear();
        for (const ApiKeyInfo &key : *keys) {
            m_keyNames.insert(key.keyId,
                key.description.isEmpty() ? tr("%1…").arg(key.keyPrefix)
                                          : tr("%1… (%2)").arg(key.keyPrefix, key.description));
        }
        if (m_client.keyId != 0)
            m_key->setText(keyText(m_client));
    });
}

} // namespace broadcaster
