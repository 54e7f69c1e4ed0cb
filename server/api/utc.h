// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QTimeZone>
#include <QtCore/QtGlobal>

namespace broadcaster {

/// UTC as QDateTime takes it: every stored and printed time is in UTC. Newer Qt warns of Qt::UTC
/// here, Qt 6.4 lacks QTimeZone::UTC, and QTimeZone::utc() prints "+00:00" where both print "Z".
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
inline constexpr QTimeZone::Initialization Utc = QTimeZone::UTC;
#else
inline constexpr Qt::TimeSpec Utc = Qt::UTC;
#endif

} // namespace broadcaster
