// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/server/configsection.h"

namespace broadcaster {

class LimitEdit;

/// Every limit of the broker, each with its bounds.
class LimitsSection final : public ConfigSection {
    Q_OBJECT

public:
    explicit LimitsSection(QWidget *parent = nullptr);

    void showConfig(const BrokerConfig &config) override;
    void revert(const BrokerConfig &config) override;
    void collect(BrokerConfig &draft) const override;
    [[nodiscard]] QString problem() const override;
    bool showError(const Error &error) override;
    void clearError() override;

private:
    QList<LimitEdit *> m_edits;
};

} // namespace broadcaster
