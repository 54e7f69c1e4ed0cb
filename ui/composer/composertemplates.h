// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QString>

namespace broadcaster {

/// A message to begin with.
struct ComposerTemplate {
    QString title; ///< Translated.
    QByteArray text; ///< With `ID` and `NOW` where fillTemplate() puts something.
};

[[nodiscard]] QList<ComposerTemplate> composerTemplates();
/// With an id of its own and the time, in milliseconds since the Unix epoch.
[[nodiscard]] QByteArray fillTemplate(const ComposerTemplate &text, qint64 nowMs);

} // namespace broadcaster
