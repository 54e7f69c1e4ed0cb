// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/link.h"

#include <QtCore/QTimer>
#include <QtWidgets/QWidget>

namespace broadcaster {

class EmptyState;
class LinkActions;

/// In place of all pages before the first connection: what happens, or what is wrong and what to
/// do.
class LinkPage final : public QWidget {
    Q_OBJECT

public:
    /// The actions outlive it.
    explicit LinkPage(LinkActions &actions, QWidget *parent = nullptr);

    void show(const Link &link);

private:
    void showWords();

    Link m_link;
    QTimer m_second; ///< Counts down to the next attempt.
    EmptyState *m_state;
};

} // namespace broadcaster
