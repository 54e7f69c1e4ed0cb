// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficstore.h"

#include <QtWidgets/QToolButton>

namespace broadcaster {

class KeptPopUp;

/// Shows how much is kept, and the limits; a click or Space opens both limits for changing.
class KeptButton final : public QToolButton {
    Q_OBJECT

public:
    explicit KeptButton(QWidget *parent = nullptr);

    void showKept(const TrafficStore &store);
    /// In rows and MiB, within the bounds of ui/base/uisettings.h.
    void setLimits(int rows, int mebibytes);
    [[nodiscard]] int rows() const;
    [[nodiscard]] int mebibytes() const;
    [[nodiscard]] TrafficLimits limits() const;

Q_SIGNALS:
    void limitsEdited();

private:
    KeptPopUp *m_popUp;
};

} // namespace broadcaster
