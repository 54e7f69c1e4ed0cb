// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/server/configsection.h"

class QButtonGroup;
class QPlainTextEdit;
class QPushButton;

namespace broadcaster {

class LimitEdit;
class Note;

/// Where the broker listens.
class ListeningSection final : public ConfigSection {
    Q_OBJECT

public:
    explicit ListeningSection(QWidget *parent = nullptr);

    void showConfig(const BrokerConfig &config) override;
    void revert(const BrokerConfig &config) override;
    void collect(BrokerConfig &draft) const override;
    [[nodiscard]] QString problem() const override;
    bool showError(const Error &error) override;
    void clearError() override;

private:
    enum Choice { ThisMachine, AllIpv4, All, Chosen };

    QWidget *buildChoices();
    void setAddresses(const QStringList &addresses);
    [[nodiscard]] QStringList addresses() const;
    [[nodiscard]] QString addressProblem() const;
    void edit();
    void showNotes();

    QStringList m_shown;
    QString m_error;
    bool m_isEncrypted = false; ///< As the broker runs now.
    QButtonGroup *m_choices;
    QPlainTextEdit *m_list;
    Note *m_note;
    LimitEdit *m_port;
    Note *m_open;
    QPushButton *m_anyPort;
};

} // namespace broadcaster
