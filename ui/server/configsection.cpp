// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/configsection.h"

#include "ui/server/choicefield.h"
#include "ui/server/linefield.h"
#include "ui/server/listenfield.h"
#include "ui/server/switchfield.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/sectionheader.h"

#include <QtWidgets/QVBoxLayout>

#include <algorithm>

namespace broadcaster {

namespace {

OptionField *makeField(const Option &option, QWidget *parent)
{
    if (&option == findOption(u"listen"))
        return new ListenField(option, parent);
    if (std::holds_alternative<bool BrokerConfig::*>(option.member))
        return new SwitchField(option, parent);
    if (!option.choiceLabels.empty())
        return new ChoiceField(option, parent);
    return new LineField(option, parent);
}

} // namespace

ConfigSection::ConfigSection(const QString &title, const QString &text, QWidget *parent)
    : QWidget(parent)
    , m_rows(new QVBoxLayout(this))
{
    m_rows->setContentsMargins(0, 0, 0, 0);
    m_rows->setSpacing(LayoutStep);
    m_rows->addWidget(new SectionHeader(title, text, this));
}

void ConfigSection::addFields(OptionTopic topic)
{
    for (const Option &option : optionTable()) {
        if (option.topic != topic || !option.label)
            continue;
        m_fields.append(makeField(option, this));
        m_rows->addWidget(m_fields.constLast());
        connect(m_fields.constLast(), &OptionField::edited, this, &ConfigSection::edited);
    }
}

OptionField *ConfigSection::find(QStringView option) const
{
    const auto found = std::find_if(m_fields.begin(), m_fields.end(),
        [&](const OptionField *field) { return &field->option() == findOption(option); });
    return found == m_fields.end() ? nullptr : *found;
}

void ConfigSection::showConfig(const BrokerConfig &config)
{
    for (OptionField *field : std::as_const(m_fields))
        field->showConfig(config);
}

void ConfigSection::revert(const BrokerConfig &config)
{
    for (OptionField *field : std::as_const(m_fields))
        field->revert(config);
}

void ConfigSection::collect(BrokerConfig &draft) const
{
    for (const OptionField *field : m_fields)
        field->collect(draft);
}

QString ConfigSection::problem() const
{
    for (const OptionField *field : m_fields) {
        if (const QString problem = field->problem(); !problem.isNull())
            return tr("%1: %2", "a field, what is wrong").arg(field->label(), problem);
    }
    return {};
}

bool ConfigSection::showError(const Error &)
{
    return false; // The bounds are checked here, so the broker has no reason to refuse.
}

void ConfigSection::clearError()
{
    for (OptionField *field : std::as_const(m_fields))
        field->showError({});
}

} // namespace broadcaster
