// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/note.h"

class QPushButton;

namespace broadcaster {

/// Explains the effect of changed settings, and applies or discards them. Stays where it is when
/// there are none, so that nothing moves.
class ApplyBar final : public QWidget {
    Q_OBJECT

public:
    explicit ApplyBar(QWidget *parent = nullptr);

    /// `canApply`: the changes are valid and none are being applied.
    void showChanges(Note::Tone tone, const QString &text, bool canApply);

    void showNone();

Q_SIGNALS:
    void applied();
    void reverted();

private:
    Note *m_text;
    QPushButton *m_revert;
    QPushButton *m_apply;
};

} // namespace broadcaster
