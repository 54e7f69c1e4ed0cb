// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"
#include "ui/server/configsection.h"

class QLineEdit;

namespace broadcaster {

class Note;

/// The database of keys and usage, and its state.
class DatabaseSection final : public ConfigSection {
    Q_OBJECT

public:
    explicit DatabaseSection(QWidget *parent = nullptr);

    void showConfig(const BrokerConfig &config) override;
    void revert(const BrokerConfig &config) override;
    void collect(BrokerConfig &draft) const override;
    [[nodiscard]] QString problem() const override;
    bool showError(const Error &error) override;
    void clearError() override;

    void showOverview(BrokerState state, const BrokerOverview &overview);
    void focusField();

private:
    void showNote();

    QString m_refused;
    Note *m_location;
    Note *m_state;
    Note *m_error;
    QLineEdit *m_edit;
    Note *m_note;
};

} // namespace broadcaster
