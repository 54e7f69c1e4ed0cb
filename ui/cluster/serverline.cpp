// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/cluster/serverline.h"

#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/widgets/note.h"
#include "ui/widgets/statusdot.h"

#include <QtWidgets/QGridLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ServerLine::ServerLine(QWidget *parent)
    : QWidget(parent)
    , m_dot(new StatusDot(this))
    , m_url(new Note(Note::Tone::Plain, this))
    , m_words(new Note(Note::Tone::Dim, this))
{
    setObjectName(u"engineServer"_s);
    m_url->setObjectName(u"engineUrl"_s);
    m_url->setFont(fixedFont());
    m_words->setObjectName(u"engineWords"_s);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(LayoutStep);
    grid->setVerticalSpacing(0);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_dot, 0, 0, Qt::AlignVCenter);
    grid->addWidget(m_url, 0, 1);
    grid->addWidget(m_words, 1, 1);
}

void ServerLine::showServer(const ClusterServer &server)
{
    m_dot->setTone(server.isUp ? Note::Tone::Ok : Note::Tone::Bad);
    m_url->setText(server.url);
    m_words->setTone(server.isUp ? Note::Tone::Dim : Note::Tone::Bad);
    if (server.isUp)
        m_words->setText(tr(
            "Connected, %1 commands, %Ln reconnects", nullptr, static_cast<int>(server.reconnects))
                             .arg(countText(server.commands)));
    else if (server.trouble.isEmpty())
        m_words->setText(tr("Not connected"));
    else
        m_words->setText(tr("Not connected: %1").arg(server.trouble));
    setAccessibleName(server.url + u": "_s + m_words->text());
}

} // namespace broadcaster
