// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "ui/server/quantity.h"

#include <QtCore/QList>

namespace broadcaster {

/// A number of BrokerConfig that can be set, with its bounds from limits.h.
struct LimitField {
    const char *name; ///< Of the widget.
    const char *label; ///< To be translated in the context "limits", like the explanation.
    const char *explanation;
    Unit unit;
    qint64 least;
    qint64 most;
    qint64 usual; ///< The default.
    qint64 (*get)(const BrokerConfig &);
    void (*set)(BrokerConfig &, qint64);
};

[[nodiscard]] const LimitField &portField();
/// All others, in the order shown.
[[nodiscard]] const QList<LimitField> &limitFields();

} // namespace broadcaster
