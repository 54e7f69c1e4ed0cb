// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/overview.h"
#include "ui/server/configsection.h"

class QGridLayout;
class QLineEdit;

namespace broadcaster {

class Note;
class Prompts;

/// Which web pages may connect, and which wanted to; and which proxies are believed.
class OriginsSection final : public ConfigSection {
    Q_OBJECT

public:
    explicit OriginsSection(Prompts &prompts, QWidget *parent = nullptr);

    void showConfig(const BrokerConfig &config) override;
    void revert(const BrokerConfig &config) override;
    void collect(BrokerConfig &draft) const override;
    [[nodiscard]] QString problem() const override;
    bool showError(const Error &error) override;
    void clearError() override;

    void showOverview(const BrokerOverview &overview);

Q_SIGNALS:
    /// The origin is to be let in from now on. What else the user has changed stays a draft.
    void allowed(const QString &origin);

private:
    QLineEdit *addField(const QString &label, const QString &example, const QString &objectName);
    /// Every web site can have the origin `null`: the user has to want just that.
    [[nodiscard]] bool confirmed(const QString &origin);
    void rebuild(const QList<RefusedOrigin> &refused);
    void allow(const QString &origin);
    void showNote();

    Prompts &m_prompts;
    QGridLayout *m_fields;
    QLineEdit *m_origins;
    QLineEdit *m_hosts;
    QLineEdit *m_proxies;
    Note *m_note;
    Note *m_none;
    QGridLayout *m_grid;
    QList<Note *> m_counts; ///< One a row, as the other widgets of it.
    QList<RefusedOrigin> m_refused;
};

} // namespace broadcaster
