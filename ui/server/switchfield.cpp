// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/switchfield.h"

#include <QtWidgets/QCheckBox>

namespace broadcaster {

SwitchField::SwitchField(const Option &option, QWidget *parent)
    : OptionField(option, parent)
    , m_box(new QCheckBox(this))
{
    m_box->setObjectName(fieldName());
    m_box->setAccessibleName(label());
    layOut({ m_box }, NotePlace::Beside);
    connect(m_box, &QCheckBox::clicked, this, [this] {
        m_isEdited = true;
        edit();
    });
}

void SwitchField::showConfig(const BrokerConfig &config)
{
    if (!m_isEdited)
        m_box->setChecked(config.*std::get<bool BrokerConfig::*>(option().member));
}

void SwitchField::revert(const BrokerConfig &config)
{
    m_isEdited = false;
    showConfig(config);
    showError({});
}

void SwitchField::collect(BrokerConfig &draft) const
{
    if (m_isEdited)
        draft.*std::get<bool BrokerConfig::*>(option().member) = m_box->isChecked();
}

void SwitchField::mark(bool, const QString &description)
{
    m_box->setAccessibleDescription(description);
}

} // namespace broadcaster
