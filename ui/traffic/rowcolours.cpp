// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/rowcolours.h"

#include "ui/traffic/trafficmodel.h"

#include <algorithm>

namespace broadcaster {

namespace {

constexpr qsizetype MaxKnown = 1024;

} // namespace

RowColours::RowColours(TrafficModel &model)
    : QObject(&model)
    , m_model(model)
{
    const auto forget = [this] { m_known.clear(); };
    connect(&model, &QAbstractItemModel::modelReset, this, forget);
    connect(&model, &QAbstractItemModel::dataChanged, this,
        [this](const QModelIndex &first, const QModelIndex &last) {
            // The ages of requests change all the time.
            const bool isReply = first.column() == TrafficModel::Reply
                && last.column() == TrafficModel::Reply;
            if (!isReply || m_askForReplies)
                m_known.clear();
        });
}

void RowColours::setRules(const QList<ColourRule> &rules)
{
    m_rules = rules.mid(0, MaxColourRules);
    m_compiled.clear();
    m_known.clear();
    for (qsizetype i = 0; i < m_rules.size(); ++i) {
        auto parsed = Filter::parse(m_rules[i].filter);
        Filter *filter = std::get_if<Filter>(&parsed);
        if (m_rules[i].isEnabled && filter && !filter->isEmpty())
            m_compiled.push_back({ i, std::move(*filter) });
    }
    m_askForReplies = std::any_of(m_compiled.begin(), m_compiled.end(),
        [](const Compiled &each) { return each.filter.asksForReplies(); });
    Q_EMIT changed();
}

const ColourRule *RowColours::ruleAt(int row) const
{
    if (m_compiled.empty())
        return nullptr;
    const quint64 sequence = m_model.sequenceAt(row);
    auto known = m_known.constFind(sequence);
    if (known == m_known.constEnd()) {
        if (m_known.size() >= MaxKnown)
            m_known.clear();
        ++m_lookedAt;
        qsizetype number = -1;
        for (size_t i = 0; i < m_compiled.size() && number < 0; ++i) {
            if (m_model.fits(m_compiled[i].filter, sequence))
                number = m_compiled[i].number;
        }
        known = m_known.insert(sequence, number);
    }
    return *known < 0 ? nullptr : &m_rules[*known];
}

} // namespace broadcaster
