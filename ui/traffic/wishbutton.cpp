// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/wishbutton.h"

#include "inspect/filter/filter.h"
#include "server/api/quantity.h"
#include "ui/base/errortext.h"
#include "ui/base/uisettings.h"
#include "ui/traffic/wishpopup.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The text of the button, which has little room.
QString shortened(const QString &filter)
{
    constexpr qsizetype Longest = 32;
    return filter.size() > Longest ? filter.left(Longest - 1) + u'\u2026' : filter;
}

} // namespace

WishButton::WishButton(Console &console, QWidget *parent)
    : QToolButton(parent)
    , m_console(console)
    , m_popUp(new WishPopUp(this))
{
    setObjectName(u"wish"_s);
    setAutoRaise(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QToolButton::clicked, this, [this] { m_popUp->openAbove(*this); });
    connect(m_popUp, &WishPopUp::wishEdited, this, &WishButton::tell);
    connect(&console, &Console::linkChanged, this, &WishButton::showWish);
    showWish();
}

void WishButton::tell()
{
    m_console.setTrafficWish(m_popUp->wish());
    showWish();
}

void WishButton::offer(const QString &filter, const ProjectId &scope)
{
    m_popUp->offer(scope.isNull()
            ? filter
            : filterAnd(filter, filterCondition(u"project"_s, scope.toString())));
}

void WishButton::showWish()
{
    const std::optional<Error> &fault = m_console.link().wishFault;
    const TrafficWish &wish = m_popUp->wish();
    setVisible(!m_console.link().isInside());
    const qint64 mebibytes = wish.bytesPerSecond / Mebibyte;
    //: The traffic that the broker sends to this window
    setText(fault                   ? tr("The broker sends nothing")
            : wish.filter.isEmpty() ? tr("All traffic, up to %1 MiB/s").arg(mebibytes)
                                    : tr("Only %1").arg(shortened(wish.filter)));
    setAccessibleName(text());
    setToolTip(fault ? errorText(*fault)
                     : tr("The traffic that the broker sends to this window. Click to change it."));
}

void WishButton::restore(const UiSettings &settings)
{
    m_popUp->setWish({ settings.watchFilter, settings.watchMebibytes * qint64 { Mebibyte } });
    tell();
}

void WishButton::save(UiSettings &settings) const
{
    settings.watchFilter = m_popUp->wish().filter;
    settings.watchMebibytes = static_cast<int>(m_popUp->wish().bytesPerSecond / Mebibyte);
}

} // namespace broadcaster
