// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/colourrulerow.h"

#include "ui/base/text.h"
#include "ui/filter/filtererrortext.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/rowcolourname.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QCheckBox>
#include <QtWidgets/QComboBox>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

ColourRuleRow::ColourRuleRow(const ColourRule &rule, QWidget *parent)
    : QWidget(parent)
    , m_enabled(new QCheckBox(this))
    , m_colour(new QComboBox(this))
    , m_name(new QLineEdit(rule.name, this))
    , m_filter(new QLineEdit(rule.filter, this))
    , m_fault(new Note(Note::Tone::Bad, this))
{
    m_enabled->setObjectName(u"ruleEnabled"_s);
    m_enabled->setAccessibleName(tr("Rule is on"));
    m_enabled->setToolTip(tr("Rule is on"));
    m_enabled->setChecked(rule.isEnabled);
    m_colour->setObjectName(u"ruleColour"_s);
    m_colour->setAccessibleName(tr("Colour"));
    for (int i = 0; i < RowColourCount; ++i) {
        const auto colour = static_cast<RowColour>(i);
        m_colour->addItem(rowColourSwatch(colour), rowColourName(colour));
    }
    m_colour->setCurrentIndex(static_cast<int>(rule.colour));
    m_name->setObjectName(u"ruleName"_s);
    m_name->setAccessibleName(tr("Name"));
    m_name->setPlaceholderText(tr("Name, optional"));
    m_name->setMaxLength(static_cast<int>(MaxColourRuleName));
    m_filter->setObjectName(u"ruleFilter"_s);
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setPlaceholderText(tr("Filter, such as type == \"error\""));
    m_filter->setFont(fixedFont());
    m_filter->setMaxLength(static_cast<int>(MaxColourRuleLength));
    m_fault->setObjectName(u"ruleFault"_s);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setSpacing(LayoutStep / 2);
    grid->setHorizontalSpacing(LayoutStep);
    grid->addWidget(m_enabled, 0, 0);
    grid->addWidget(m_colour, 0, 1);
    grid->addWidget(m_name, 0, 2);
    grid->addWidget(m_filter, 0, 3);
    grid->addWidget(m_fault, 1, 3);
    grid->setColumnStretch(2, 1);
    grid->setColumnStretch(3, 3);
    for (QLineEdit *field : { m_name, m_filter })
        connect(field, &QLineEdit::textChanged, this, &ColourRuleRow::check);
    connect(m_enabled, &QCheckBox::toggled, this, &ColourRuleRow::edited);
    connect(m_colour, &QComboBox::currentIndexChanged, this, &ColourRuleRow::edited);
    setFocusProxy(m_filter);
    check();
}

ColourRule ColourRuleRow::rule() const
{
    return { m_name->text().simplified(), m_filter->text().trimmed(),
        static_cast<RowColour>(m_colour->currentIndex()), m_enabled->isChecked() };
}

void ColourRuleRow::focusFilter()
{
    m_filter->setFocus();
}

void ColourRuleRow::check()
{
    const QString text = m_filter->text().trimmed();
    const auto parsed = Filter::parse(text);
    const auto *error = std::get_if<FilterError>(&parsed);
    m_isValid = !error && !text.isEmpty();
    m_fault->setShown(error  ? filterErrorText(*error)
            : text.isEmpty() ? tr("The filter says which rows get the colour.")
                             : QString());
    m_fault->setTone(error ? Note::Tone::Bad : Note::Tone::Dim);
    m_filter->setProperty(InvalidProperty, error != nullptr);
    m_filter->setAccessibleDescription(m_fault->text());
    m_filter->update();
    Q_EMIT edited();
}

} // namespace broadcaster
