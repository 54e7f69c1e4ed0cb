// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/colourrule.h"

#include "inspect/text/settingsline.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

QStringList colourRuleLines(const QList<ColourRule> &rules)
{
    QStringList lines;
    for (const ColourRule &rule : rules) {
        lines.append(settingsLine({ rule.isEnabled ? u"on"_s : u"off"_s,
            QString::fromLatin1(rowColourKey(rule.colour)), rule.name, rule.filter }));
    }
    return lines;
}

QList<ColourRule> colourRulesOf(const QStringList &lines)
{
    enum Part { Switch, Colour, Name, Condition, PartCount };
    QList<ColourRule> rules;
    for (const QString &line : lines) {
        const QStringList parts = settingsFields(line, PartCount);
        if (parts.isEmpty() || rules.size() == MaxColourRules)
            continue;
        const ColourRule rule { parts[Name].simplified().left(MaxColourRuleName), parts[Condition],
            rowColourOf(parts[Colour]).value_or(RowColour::Yellow), parts[Switch] == u"on"_s };
        if (!rule.filter.isEmpty() && rule.filter.size() <= MaxColourRuleLength)
            rules.append(rule);
    }
    return rules;
}

} // namespace broadcaster
