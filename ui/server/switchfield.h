// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/server/optionfield.h"

class QCheckBox;

namespace broadcaster {

/// An option that is on or off.
class SwitchField final : public OptionField {
    Q_OBJECT

public:
    /// REQUIRES: the option is a switch and has a label.
    SwitchField(const Option &option, QWidget *parent);

    void showConfig(const BrokerConfig &config) override;
    void revert(const BrokerConfig &config) override;
    void collect(BrokerConfig &draft) const override;
    [[nodiscard]] QString problem() const override { return {}; }

private:
    void mark(bool isWrong, const QString &description) override;

    QCheckBox *m_box;
    bool m_isEdited = false;
};

} // namespace broadcaster
