// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/prompts/prompts.h"

#include <QtCore/QStringList>

namespace broadcaster {

/// The question of a window before it closes. `clients`: those that lose their broker with it;
/// `captured`: sentences about what was recorded from them; `losses`: about work that is lost.
/// REQUIRES: clients or losses.
[[nodiscard]] Prompts::Question closeQuestion(
    qint64 clients, const QStringList &captured, QStringList losses);

/// The question before a change of the language, which makes the window anew.
[[nodiscard]] Prompts::Question languageQuestion(const QStringList &losses);

} // namespace broadcaster
