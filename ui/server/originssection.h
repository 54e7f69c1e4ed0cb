// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"
#include "ui/server/configsection.h"

class QGridLayout;

namespace broadcaster {

class LineField;
class Note;
class Prompts;

/// The web pages that may connect, the refused ones, and the trusted proxies.
class OriginsSection final : public ConfigSection {
    Q_OBJECT

public:
    explicit OriginsSection(Prompts &prompts, QWidget *parent = nullptr);

    void showOverview(const BrokerOverview &overview);

Q_SIGNALS:
    /// The origin is to be let in from now on. The user's other changes stay a draft.
    void allowed(const QString &origin);

private:
    /// Every web site can have the origin `null`, so the user is asked to confirm it.
    [[nodiscard]] bool confirmed(const QString &origin);
    void rebuild(const QList<RefusedOrigin> &refused);
    void allow(const QString &origin);

    Prompts &m_prompts;
    LineField *m_origins;
    Note *m_none;
    QGridLayout *m_grid;
    QList<Note *> m_counts; ///< One per row, like its other widgets.
    QList<RefusedOrigin> m_refused;
};

} // namespace broadcaster
