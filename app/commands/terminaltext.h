// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

namespace broadcaster {

// Texts of strangers must not control the terminal that shows them, by the control characters of
// C0 and C1 or by those that turn the direction of the text.

/// A text for one line or one cell, with U+FFFD for each such character, a line break included.
[[nodiscard]] QString terminalText(const QString &text);

/// JSON in UTF-8, with each such character of its strings escaped: the values stay the same. Line
/// breaks between values stay.
[[nodiscard]] QByteArray terminalJson(const QByteArray &json);

} // namespace broadcaster
