// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "console/reconnection.h"

#include "console/consolelimits.h"
#include "console/remoteconsole.h"

#include <QtCore/QRandomGenerator>

#include <algorithm>

namespace broadcaster {

namespace {

std::chrono::milliseconds waitAfter(int failed)
{
    constexpr int MaxDoublings = 10; // More than it takes to the longest wait.
    const auto whole = std::min(limits::FirstReconnectWait * (1 << std::min(failed, MaxDoublings)),
        limits::LongestReconnectWait);
    const auto half = static_cast<int>(whole.count() / 2);
    return std::chrono::milliseconds(half + QRandomGenerator::global()->bounded(half + 1));
}

} // namespace

Reconnection::Reconnection(RemoteConsole &console)
    : m_console(console)
{
    m_wait.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &Reconnection::tryNow);
    connect(&m_console, &RemoteConsole::connected, this, [this] { m_failed = 0; });
    connect(&m_console, &RemoteConsole::ended, this, &Reconnection::onEnded);
}

void Reconnection::tryNow()
{
    m_wait.stop();
    if (!m_console.isOpen())
        m_console.open();
}

void Reconnection::onEnded(const LinkFault &fault)
{
    if (!fault.isPassing())
        return;
    const auto wait = waitAfter(m_failed++);
    m_wait.start(wait);
    m_console.tellNextTry(wait);
}

} // namespace broadcaster
