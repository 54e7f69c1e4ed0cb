// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/limitssection.h"

#include "ui/server/limitedit.h"
#include "ui/widgets/sectionheader.h"

#include <QtWidgets/QVBoxLayout>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

LimitsSection::LimitsSection(QWidget *parent)
    : ConfigSection(parent)
{
    constexpr int Step = 8;
    setObjectName(u"limitsSection"_s);
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Step);
    rows->addWidget(new SectionHeader(
        tr("Limits"), tr("What one client, one project and all together may take."), this));
    for (const LimitField &field : limitFields()) {
        auto *edit = new LimitEdit(field, this);
        connect(edit, &LimitEdit::edited, this, &ConfigSection::edited);
        rows->addWidget(edit);
        m_edits.append(edit);
    }
}

void LimitsSection::showConfig(const BrokerConfig &config)
{
    for (LimitEdit *edit : std::as_const(m_edits))
        edit->showConfig(config);
}

void LimitsSection::revert(const BrokerConfig &config)
{
    for (LimitEdit *edit : std::as_const(m_edits))
        edit->revert(config);
}

void LimitsSection::collect(BrokerConfig &draft) const
{
    for (const LimitEdit *edit : m_edits)
        edit->collect(draft);
}

QString LimitsSection::problem() const
{
    for (const LimitEdit *edit : m_edits) {
        if (const QString problem = edit->problem(); !problem.isNull())
            return tr("%1: %2", "a field, what is wrong").arg(edit->label(), problem);
    }
    return {};
}

bool LimitsSection::showError(const Error &)
{
    return false; // The bounds are checked here, so the broker has nothing to refuse.
}

void LimitsSection::clearError() { }

} // namespace broadcaster
