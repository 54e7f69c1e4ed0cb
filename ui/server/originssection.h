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

/// Which web pages may connect, which were refused, and which proxies are trusted.
class OriginsSection final : public ConfigSection {
    Q_OBJECT

public:
    explicit OriginsSection(Prompts &prompts, QWidget *parent = nullptr);

    void showOverview(const BrokerOverview &overview);

Q_SIGNALS:
    /// The origin is to be let in from now on. What else the user has changed stays a draft.
    void allowed(const QString &origin);

private:
    /// Every web site can have the origin `null`: the user has to want just that.
    [[nodiscard]] bool confirmed(const QString &origin);
    void rebuild(const QList<RefusedOrigin> &refused);
    void allow(const QString &origin);

    Prompts &m_prompts;
    LineField *m_origins;
    Note *m_none;
    QGridLayout *m_grid;
    QList<Note *> m_counts; ///< One a row, as the other widgets of it.
    QList<RefusedOrigin> m_refused;
};

} // namespace broadcaster
