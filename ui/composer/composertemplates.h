// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>

namespace broadcaster {

/// A message to start from.
struct ComposerTemplate {
    QString title; ///< Translated.
    QByteArray text; ///< With `ID` and `NOW`, which fillTemplate() replaces.
};

[[nodiscard]] QList<ComposerTemplate> composerTemplates();
/// Fills in a new id and the time, in milliseconds since the Unix epoch.
[[nodiscard]] QByteArray fillTemplate(const ComposerTemplate &text, qint64 nowMs);

} // namespace broadcaster
