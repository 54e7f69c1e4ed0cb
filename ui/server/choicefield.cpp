// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/choicefield.h"

#include "server/api/optionvalues.h"

#include <QtWidgets/QComboBox>

namespace broadcaster {

ChoiceField::ChoiceField(const Option &option, QWidget *parent)
    : OptionField(option, parent)
    , m_box(new QComboBox(this))
{
    m_box->setObjectName(fieldName());
    m_box->setAccessibleName(label());
    const QStringList choices = optionChoices(option);
    for (size_t i = 0; i < option.choiceLabels.size(); ++i)
        m_box->addItem(optionText(option.choiceLabels[i]), choices[static_cast<qsizetype>(i)]);
    layOut({ m_box }, NotePlace::Beside);
    connect(m_box, &QComboBox::activated, this, [this] {
        m_isEdited = true;
        edit();
    });
}

void ChoiceField::showConfig(const BrokerConfig &config)
{
    if (m_isEdited)
        return;
    StartOptions options;
    options.config = config;
    m_box->setCurrentIndex(m_box->findData(optionValues(options, option()).constFirst()));
}

void ChoiceField::revert(const BrokerConfig &config)
{
    m_isEdited = false;
    showConfig(config);
    showError({});
}

void ChoiceField::collect(BrokerConfig &draft) const
{
    if (!m_isEdited)
        return;
    StartOptions options;
    options.config = draft;
    if (setOption(options, option(), { m_box->currentData().toString() }).isNull())
        draft = options.config;
}

void ChoiceField::mark(bool, const QString &description)
{
    m_box->setAccessibleDescription(description);
}

} // namespace broadcaster
