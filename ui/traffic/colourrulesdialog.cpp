// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/colourrulesdialog.h"

#include "ui/base/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/layoutstep.h"
#include "ui/traffic/colourrulerow.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QDialogButtonBox>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QPushButton>
#include <QtWidgets/QScrollArea>
#include <QtWidgets/QToolButton>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int DialogLetters = 110;
constexpr int DialogLines = 22;

/// The colour of a new rule: one that the others do not have, if there is one.
RowColour freshColour(const QList<ColourRule> &rules)
{
    for (int i = 0; i < RowColourCount; ++i) {
        const auto colour = static_cast<RowColour>(i);
        if (std::none_of(rules.begin(), rules.end(),
                [colour](const ColourRule &rule) { return rule.colour == colour; }))
            return colour;
    }
    return RowColour::Yellow;
}

QToolButton *lineButton(QWidget *line, const char *icon, const QString &name, const char *object)
{
    auto *button = new QToolButton(line);
    button->setObjectName(QLatin1StringView(object));
    button->setIcon(themedIcon(icon));
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setFocusPolicy(Qt::StrongFocus);
    line->layout()->addWidget(button);
    line->layout()->setAlignment(button, Qt::AlignTop);
    return button;
}

} // namespace

ColourRulesDialog::ColourRulesDialog(const QList<ColourRule> &rules, QWidget *parent)
    : QDialog(parent)
    , m_note(new Note(Note::Tone::Dim, this))
    , m_add(new QPushButton(themedIcon("add"), tr("Add rule"), this))
{
    setObjectName(u"colourRules"_s);
    setWindowTitle(tr("Colour rules"));
    auto *inside = new QWidget(this);
    m_list = new QVBoxLayout(inside);
    m_list->setContentsMargins(0, 0, LayoutStep, 0);
    m_list->setSpacing(LayoutStep);
    m_list->addStretch();
    auto *scroll = new QScrollArea(this);
    scroll->setWidget(inside);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_add->setObjectName(u"addRule"_s);
    m_add->setAutoDefault(false); // Return applies.
    m_note->setObjectName(u"rulesNote"_s);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_apply = buttons->addButton(tr("Apply"), QDialogButtonBox::AcceptRole);
    m_apply->setObjectName(u"applyRules"_s);
    m_apply->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, [this] { addRule({}); });

    auto *below = new QHBoxLayout;
    below->setSpacing(LayoutStep);
    below->addWidget(m_add);
    below->addStretch();
    below->addWidget(m_note);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep, 2 * LayoutStep);
    all->setSpacing(LayoutStep);
    all->addWidget(new Note(Note::Tone::Dim,
        tr("The first rule that matches a message colours its row. The tool tip of the row names "
           "the rule."),
        this));
    all->addWidget(scroll, 1);
    all->addLayout(below);
    all->addWidget(buttons);
    for (const ColourRule &rule : rules.mid(0, MaxColourRules))
        insert(rule);
    resize(fontMetrics().averageCharWidth() * DialogLetters, fontMetrics().height() * DialogLines);
    showState();
}

QList<ColourRule> ColourRulesDialog::rules() const
{
    QList<ColourRule> rules;
    for (const Line &line : m_lines)
        rules.append(line.row->rule());
    return rules;
}

void ColourRulesDialog::addRule(const QString &filter)
{
    if (m_lines.size() >= MaxColourRules)
        return;
    insert({ {}, filter, freshColour(rules()), true });
    m_lines.constLast().row->focusFilter();
    showState();
}

void ColourRulesDialog::insert(const ColourRule &rule)
{
    Line line {};
    line.all = new QWidget(this);
    auto *row = new QHBoxLayout(line.all);
    row->setContentsMargins({});
    row->setSpacing(LayoutStep / 2);
    line.row = new ColourRuleRow(rule, line.all);
    row->addWidget(line.row, 1);
    line.up = lineButton(line.all, "up", tr("Move up"), "ruleUp");
    line.down = lineButton(line.all, "down", tr("Move down"), "ruleDown");
    QToolButton *gone = lineButton(line.all, "close", tr("Remove rule"), "ruleRemove");
    QWidget *all = line.all;
    connect(line.up, &QToolButton::clicked, this, [this, all] { move(all, -1); });
    connect(line.down, &QToolButton::clicked, this, [this, all] { move(all, 1); });
    connect(gone, &QToolButton::clicked, this, [this, all] { remove(all); });
    connect(line.row, &ColourRuleRow::edited, this, &ColourRulesDialog::showState);
    m_list->insertWidget(static_cast<int>(m_lines.size()), line.all);
    m_lines.append(line);
}

int ColourRulesDialog::numberOf(const QWidget *line) const
{
    const auto found = std::find_if(
        m_lines.begin(), m_lines.end(), [line](const Line &each) { return each.all == line; });
    return static_cast<int>(found - m_lines.begin());
}

void ColourRulesDialog::move(const QWidget *line, int by)
{
    const int number = numberOf(line);
    const Line moved = m_lines.takeAt(number);
    m_lines.insert(number + by, moved);
    m_list->removeWidget(moved.all);
    m_list->insertWidget(number + by, moved.all);
    showState();
}

void ColourRulesDialog::remove(QWidget *line)
{
    m_lines.removeAt(numberOf(line));
    m_list->removeWidget(line);
    line->hide();
    line->deleteLater();
    m_add->setFocus();
    showState();
}

void ColourRulesDialog::showState()
{
    bool isValid = true;
    for (qsizetype i = 0; i < m_lines.size(); ++i) {
        isValid = isValid && m_lines[i].row->isValid();
        m_lines[i].up->setEnabled(i > 0);
        m_lines[i].down->setEnabled(i + 1 < m_lines.size());
    }
    const bool isFull = m_lines.size() >= MaxColourRules;
    m_add->setEnabled(!isFull);
    m_apply->setEnabled(isValid);
    m_note->setShown(isFull     ? tr("There is room for %1 rules.").arg(countText(MaxColourRules))
            : m_lines.isEmpty() ? tr("No row has a colour yet.")
                                : QString());
}

} // namespace broadcaster
