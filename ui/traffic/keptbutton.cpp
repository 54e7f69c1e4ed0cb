// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/keptbutton.h"

#include "server/api/quantity.h"
#include "ui/base/text.h"
#include "ui/traffic/keptpopup.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

KeptButton::KeptButton(QWidget *parent)
    : QToolButton(parent)
    , m_popUp(new KeptPopUp(this))
{
    setObjectName(u"kept"_s);
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    setToolTip(tr("How many messages are kept. Click to change it."));
    // Not setMenu(): its arrow has no place in a line of text.
    connect(this, &QToolButton::clicked, this, [this] { m_popUp->openAbove(*this); });
    connect(m_popUp, &KeptPopUp::limitsEdited, this, &KeptButton::limitsEdited);
}

void KeptButton::showKept(const TrafficStore &store)
{
    //: Messages kept, most that are; memory taken, most that is
    setText(tr("%1 of %2 kept, %3 of %4")
                .arg(countText(store.count()), countText(store.limits().rows),
                    sizeText(store.bytes()), sizeText(store.limits().bytes)));
    setAccessibleName(text());
}

void KeptButton::setLimits(int rows, int mebibytes)
{
    m_popUp->setLimits(rows, mebibytes);
}

int KeptButton::rows() const
{
    return m_popUp->rows();
}

int KeptButton::mebibytes() const
{
    return m_popUp->mebibytes();
}

TrafficLimits KeptButton::limits() const
{
    return { rows(), mebibytes() * Mebibyte };
}

} // namespace broadcaster
