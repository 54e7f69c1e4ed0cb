// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QList>
#include <QtCore/QString>

namespace broadcaster {

struct Option;

/// A value that the user gave to an option.
struct GivenOption {
    const Option *option;
    QString value; ///< Empty for a switch of the command line.
    QString source; ///< "--port", "BROADCASTER_PORT" or "/etc/broadcaster/broadcaster.conf:3".
};

/// These, and those of `further` whose option is not among them.
[[nodiscard]] QList<GivenOption> withFurther(
    QList<GivenOption> given, const QList<GivenOption> &further);

} // namespace broadcaster
