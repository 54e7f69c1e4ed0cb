// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/traffic/colourrule.h"

#include <QtCore/QHash>
#include <QtCore/QObject>

#include <vector>

namespace broadcaster {

class TrafficModel;

/// Finds the colour of rows by rules: the first one that is enabled and matches. Rows are looked at
/// when they are painted; the results of some are remembered until they can have changed.
class RowColours final : public QObject {
    Q_OBJECT

public:
    /// The model is the parent.
    explicit RowColours(TrafficModel &model);

    [[nodiscard]] const QList<ColourRule> &rules() const { return m_rules; }
    /// A rule whose filter is not valid matches nothing.
    void setRules(const QList<ColourRule> &rules);
    /// Null: no rule matches. Valid until the rules change. REQUIRES: a row of the model.
    [[nodiscard]] const ColourRule *ruleAt(int row) const;
    /// Messages that rules were tried on, for tests.
    [[nodiscard]] quint64 lookedAt() const { return m_lookedAt; }

Q_SIGNALS:
    void changed();

private:
    struct Compiled {
        qsizetype number = 0; ///< In m_rules.
        Filter filter;
    };

    TrafficModel &m_model;
    QList<ColourRule> m_rules;
    std::vector<Compiled> m_compiled; ///< The enabled ones.
    bool m_askForReplies = false; ///< One of them does.
    mutable QHash<quint64, qsizetype> m_known; ///< Rules by sequence; -1: none.
    mutable quint64 m_lookedAt = 0;
};

} // namespace broadcaster
