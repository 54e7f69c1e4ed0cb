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
    QByteArray text; ///< With placeholders.
};

[[nodiscard]] QList<ComposerTemplate> composerTemplates();

} // namespace broadcaster
