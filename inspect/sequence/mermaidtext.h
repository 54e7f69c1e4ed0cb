// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/sequence/sequenceline.h"

#include <QtCore/QStringList>

namespace broadcaster {

/// Mermaid draws no longer text, unless it is told to.
inline constexpr qsizetype MaxMermaidLength = 50'000;

/// A sequence diagram in the language of Mermaid (https://mermaid.js.org). `names` has the name of
/// each lane; lanes without an arrow are left out. Null: it would be longer than MaxMermaidLength.
[[nodiscard]] std::optional<QString> mermaidText(
    const QStringList &names, const std::vector<SequenceLine> &lines);

} // namespace broadcaster
