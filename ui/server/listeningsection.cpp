// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/listeningsection.h"

#include "server/api/ipaddress.h"
#include "ui/base/errortext.h"
#include "ui/server/linefield.h"
#include "ui/server/listenfield.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// A text that is not an address yet counts as local.
bool isOfThisMachineOnly(const QString &text)
{
    const std::optional<IpAddress> address = parseListenAddress(text);
    return !address || address->isLoopback();
}

} // namespace

ListeningSection::ListeningSection(QWidget *parent)
    : ConfigSection(
        tr("Listening"), tr("Changes apply at once. Connected clients stay connected."), parent)
    , m_open(new Note(Note::Tone::Warning, this))
    , m_anyPort(new QPushButton(tr("Use any free port"), this))
{
    setObjectName(u"listeningSection"_s);
    addFields(OptionTopic::Listening);
    m_addresses = field<ListenField>(u"listen");
    m_port = field<LineField>(u"port");
    m_anyPort->setObjectName(u"anyFreePort"_s);
    m_anyPort->setAccessibleName(m_anyPort->text());
    m_anyPort->hide();
    m_open->setObjectName(u"openNote"_s);
    rows()->addWidget(m_anyPort, 0, Qt::AlignLeft);
    rows()->addWidget(m_open);

    connect(this, &ConfigSection::edited, this, [this] {
        m_anyPort->hide();
        showOpen();
    });
    connect(m_anyPort, &QPushButton::clicked, this, [this] { m_port->setText(u"0"_s); });
}

void ListeningSection::showConfig(const BrokerConfig &config)
{
    m_isEncrypted = !config.tlsCertificate.isEmpty();
    ConfigSection::showConfig(config);
    showOpen();
}

void ListeningSection::revert(const BrokerConfig &config)
{
    ConfigSection::revert(config);
    clearError();
}

bool ListeningSection::showError(const Error &error)
{
    switch (error.code) {
    case ErrorCode::AddressInUse:
        m_anyPort->show();
        [[fallthrough]];
    case ErrorCode::AddressRefused:
        m_port->showError(errorText(error));
        return true;
    case ErrorCode::AddressUnavailable:
        m_addresses->showError(errorText(error));
        return true;
    default:
        return false;
    }
}

void ListeningSection::clearError()
{
    ConfigSection::clearError();
    m_anyPort->hide();
    showOpen();
}

void ListeningSection::showOpen()
{
    const QStringList list = m_addresses->addresses();
    const bool isPrivate = std::all_of(list.begin(), list.end(), isOfThisMachineOnly);
    m_open->setShown(isPrivate || m_isEncrypted
            ? QString()
            : tr("Other machines can connect, and nothing is encrypted: set a certificate under "
                 "TLS, or put a proxy that speaks TLS before the broker."));
}

} // namespace broadcaster
