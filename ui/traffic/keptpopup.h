// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/popup.h"

class QSpinBox;

namespace broadcaster {

/// Sets how much traffic is kept. A number holds once it is complete: Return closes, Escape takes
/// back a number that was typed halfway. A dialog, because a menu takes the keys from its fields.
class KeptPopUp final : public PopUp {
    Q_OBJECT

public:
    explicit KeptPopUp(QWidget *parent);

    /// In rows and MiB, within the bounds of ui/base/uisettings.h.
    void setLimits(int rows, int mebibytes);
    [[nodiscard]] int rows() const;
    [[nodiscard]] int mebibytes() const;
    /// Opens above the button.
    void openAbove(const QWidget &button);

    void reject() override;

Q_SIGNALS:
    void limitsEdited();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    QSpinBox *m_rows;
    QSpinBox *m_mebibytes;
};

} // namespace broadcaster
