// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/server/optionfield.h"

class QButtonGroup;
class QPlainTextEdit;

namespace broadcaster {

/// The addresses that the broker listens on: a usual choice, or a list.
class ListenField final : public OptionField {
    Q_OBJECT

public:
    explicit ListenField(const Option &option, QWidget *parent = nullptr);

    void showConfig(const BrokerConfig &config) override;
    void revert(const BrokerConfig &config) override;
    void collect(BrokerConfig &draft) const override;
    [[nodiscard]] QString problem() const override;

    [[nodiscard]] QStringList addresses() const;

protected:
    void mark(bool isWrong, const QString &description) override;
    /// The choices need no explanation.
    [[nodiscard]] QString explanation() const override { return {}; }

private:
    enum Choice { ThisMachine, AllIpv4, All, Chosen };

    QWidget *buildChoices();
    void setAddresses(const QStringList &addresses);

    QStringList m_shown;
    QButtonGroup *m_choices;
    QPlainTextEdit *m_list;
};

} // namespace broadcaster
