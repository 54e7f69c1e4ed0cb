// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/sidebarsplitter.h"

#include "ui/base/uisettings.h"
#include "ui/sidebar/sidebar.h"

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView SidebarLayout("sidebar");
constexpr QLatin1StringView NarrowLayout("narrowSidebar");

} // namespace

SidebarSplitter::SidebarSplitter(Sidebar *sidebar, QWidget *pages, QWidget *parent)
    : QSplitter(parent)
    , m_sidebar(sidebar)
    , m_wideWidth(Sidebar::UsualWidth)
{
    setObjectName(u"windowSplitter"_s);
    setChildrenCollapsible(false);
    addWidget(sidebar);
    addWidget(pages);
    setStretchFactor(1, 1);
    connect(this, &QSplitter::splitterMoved, this, [this] {
        if (!m_sidebar->isNarrow())
            m_wideWidth = m_sidebar->width();
        Q_EMIT changed();
    });
    connect(sidebar, &Sidebar::narrowToggled, this, &SidebarSplitter::toggleNarrow);
}

void SidebarSplitter::restore(const UiSettings &settings, bool isWindowSlim)
{
    bool hasWidth = false;
    const int width = settings.layouts.value(SidebarLayout).toInt(&hasWidth);
    if (hasWidth)
        m_wideWidth = width;
    m_isNarrowWished = settings.layouts.contains(NarrowLayout);
    m_isWindowSlim = isWindowSlim;
    setNarrow(m_isNarrowWished || isWindowSlim);
}

void SidebarSplitter::save(UiSettings &settings) const
{
    settings.layouts.insert(SidebarLayout, QByteArray::number(m_wideWidth));
    settings.layouts.remove(NarrowLayout);
    if (m_isNarrowWished)
        settings.layouts.insert(NarrowLayout, "1");
}

void SidebarSplitter::setWindowSlim(bool isSlim)
{
    if (isSlim == m_isWindowSlim)
        return;
    m_isWindowSlim = isSlim;
    setNarrow(m_isNarrowWished || isSlim);
}

void SidebarSplitter::toggleNarrow()
{
    m_isNarrowWished = !m_sidebar->isNarrow();
    setNarrow(m_isNarrowWished);
    Q_EMIT changed();
}

void SidebarSplitter::setNarrow(bool isNarrow)
{
    m_sidebar->setNarrow(isNarrow);
    const int width = isNarrow ? Sidebar::NarrowWidth : m_wideWidth;
    setSizes({ width, std::max(1, this->width() - width) });
}

} // namespace broadcaster
