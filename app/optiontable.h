// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commandline.h"

#include <QtCore/QList>

namespace broadcaster {

/// One option of the program. This table is the only place that knows them: parser, environment
/// and help read it.
struct Option {
    const char *name; ///< Without the dashes.
    const char *valueName; ///< Null: takes no value.
    const char *help; ///< With the default.
    /// Null when `value` is good and has been taken over, else what is wrong with it.
    QString (*apply)(Invocation &invocation, const QString &value);
    /// What it is in a configuration, as `apply` takes it, a value a line; null: not to be kept
    /// from one start to the next.
    QStringList (*valuesIn)(const BrokerConfig &config) = nullptr;
    bool repeatable = false;
    bool onlyOnCommandLine = false;
};

[[nodiscard]] const QList<Option> &optionTable();
[[nodiscard]] const Option *findOption(const QString &name); ///< Null: there is none.
[[nodiscard]] QString environmentName(const Option &option); ///< `BROADCASTER_MAX_QUEUE_BYTES`

} // namespace broadcaster
