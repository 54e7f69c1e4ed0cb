// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/link.h"

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

    /// Call it each second while an attempt is planned.
    void show(const Link &link);

private:
    EmptyState *m_state;
};

} // namespace broadcaster
