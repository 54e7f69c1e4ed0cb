// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QDialog>

namespace broadcaster {

/// A text to read beside the window, which stays usable meanwhile.
class HelpDialog final : public QDialog {
    Q_OBJECT

public:
    HelpDialog(const QString &title, const QString &html, QWidget *parent);
};

} // namespace broadcaster
