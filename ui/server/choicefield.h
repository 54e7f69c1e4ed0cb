// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/server/optionfield.h"

class QComboBox;

namespace broadcaster {

/// An option that is one of a few choices.
class ChoiceField final : public OptionField {
    Q_OBJECT

public:
    /// REQUIRES: the option has choices with labels, and a label itself.
    ChoiceField(const Option &option, QWidget *parent);

    void showConfig(const BrokerConfig &config) override;
    void revert(const BrokerConfig &config) override;
    void collect(BrokerConfig &draft) const override;
    [[nodiscard]] QString problem() const override { return {}; }

private:
    void mark(bool isWrong, const QString &description) override;

    QComboBox *m_box;
    bool m_isEdited = false;
};

} // namespace broadcaster
