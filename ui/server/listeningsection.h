// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/server/configsection.h"

class QPushButton;

namespace broadcaster {

class LineField;
class ListenField;
class Note;

/// The addresses and the port of the broker.
class ListeningSection final : public ConfigSection {
    Q_OBJECT

public:
    explicit ListeningSection(QWidget *parent = nullptr);

    void showConfig(const BrokerConfig &config) override;
    void revert(const BrokerConfig &config) override;
    bool showError(const Error &error) override;
    void clearError() override;

private:
    void showOpen();

    bool m_isEncrypted = false; ///< State of the running broker.
    ListenField *m_addresses;
    LineField *m_port;
    Note *m_open;
    QPushButton *m_anyPort;
};

} // namespace broadcaster
