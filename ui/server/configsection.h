// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/result.h"

#include <QtWidgets/QWidget>

namespace broadcaster {

/// A part of the Server page that edits some fields of the configuration.
class ConfigSection : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What the broker runs with now. What the user has changed stays.
    virtual void showConfig(const BrokerConfig &config) = 0;
    /// The same, and what the user has changed is given up.
    virtual void revert(const BrokerConfig &config) = 0;
    /// Writes the fields of this section that are valid.
    virtual void collect(BrokerConfig &draft) const = 0;
    /// Null when all are valid.
    [[nodiscard]] virtual QString problem() const = 0;
    /// Shows why the broker refused, when it is about a field of this section.
    virtual bool showError(const Error &error) = 0;
    virtual void clearError() = 0;

Q_SIGNALS:
    void edited();
};

} // namespace broadcaster
