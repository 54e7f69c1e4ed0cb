// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QList>
#include <QtCore/QString>
#include <QtCore/QStringList>

namespace broadcaster {

enum class ThemeChoice { Desktop, Light, Dark };

/// Settings that the window keeps from one start to the next. A plain value: app/window/settings
/// reads and writes it, with a default and a bound for each.
struct UiSettings {
    QByteArray windowGeometry; ///< QMainWindow::saveGeometry().
    QByteArray windowState; ///< Docks, QMainWindow::saveState().
    QHash<QString, QByteArray> layouts; ///< Headers and splitters, by object name.
    QString page; ///< Object name of the page shown last.
    ThemeChoice theme = ThemeChoice::Desktop;
    QString language; ///< The code of one of languages(); empty: that of the desktop.

    QString filter; ///< Filter of the Traffic page.
    QStringList filterHistory; ///< Latest first.
    QStringList savedFilters; ///< Lines of ui/filter/savedfilter.h.
    QStringList colourRules; ///< Lines of ui/traffic/colourrule.h.
    int keptRows = 100'000; ///< Traffic kept in the window, MinKeptRows to MaxKeptRows.
    int keptMebibytes = 256;

    QString watchFilter; ///< TrafficWish, for windows of brokers elsewhere.
    int watchMebibytes = 4; ///< A second, 1 to MaxWatchMebibytes.

    QString conversationRule = QStringLiteral("auto"); ///< docs/conversations.md, the rule.

    QString composerProject;
    QString composerText;
    QList<QByteArray> composerEarlier; ///< Sent messages and replaced drafts, latest first.
    QHash<QString, QByteArray> composerSaved; ///< The user's messages, by name.
    bool composerShowsAll = false; ///< Not only the replies to the user.

    QStringList brokers; ///< Lines of ui/link/knownbroker.h, for windows of brokers elsewhere.

    QStringList clientNames; ///< ClientNames::remembered().

    bool closesWithoutAsking = false;
    bool closesToTray = false;
};

inline constexpr int MinKeptRows = 1'000;
inline constexpr int MaxKeptRows = 2'000'000;
inline constexpr int MinKeptMebibytes = 16;
inline constexpr int MaxKeptMebibytes = 8'192;
inline constexpr int MaxWatchMebibytes = 256;
inline constexpr int MaxFilterHistory = 30;
inline constexpr int MaxUiSettingsLines = 30; ///< Lines of savedFilters and of colourRules.

} // namespace broadcaster
