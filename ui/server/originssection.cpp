// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/originssection.h"

#include "server/api/webaddress.h"
#include "ui/prompts/prompts.h"
#include "ui/server/linefield.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/note.h"

#include <QtWidgets/QGridLayout>
#include <QtWidgets/QPushButton>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

bool sameOrigins(const QList<RefusedOrigin> &a, const QList<RefusedOrigin> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const RefusedOrigin &left, const RefusedOrigin &right) {
            return left.origin == right.origin;
        });
}

} // namespace

OriginsSection::OriginsSection(Prompts &prompts, QWidget *parent)
    : ConfigSection(tr("Browser access"),
        tr("Pages of this machine may connect; other pages only if their origin is allowed."),
        parent)
    , m_prompts(prompts)
    , m_none(new Note(Note::Tone::Dim, tr("No other page has tried to connect."), this))
    , m_grid(new QGridLayout)
{
    setObjectName(u"originsSection"_s);
    addFields(OptionTopic::Access);
    m_origins = field<LineField>(u"allow-origin");
    m_none->setObjectName(u"noneRefused"_s);
    m_grid->setHorizontalSpacing(2 * LayoutStep);
    m_grid->setVerticalSpacing(LayoutStep / 2);
    m_grid->setColumnStretch(0, 1);
    rows()->addWidget(m_none);
    rows()->addLayout(m_grid);
}

void OriginsSection::showOverview(const BrokerOverview &overview)
{
    if (!sameOrigins(overview.refusedOrigins, m_refused))
        rebuild(overview.refusedOrigins);
    m_refused = overview.refusedOrigins;
    m_none->setVisible(m_refused.isEmpty());
    for (qsizetype i = 0; i < m_refused.size(); ++i)
        m_counts[i]->setText(
            tr("refused %Ln times", nullptr, static_cast<int>(m_refused[i].count)));
}

void OriginsSection::rebuild(const QList<RefusedOrigin> &refused)
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_counts.clear();
    for (int row = 0; row < refused.size(); ++row) {
        const QString origin = refused[row].origin;
        auto *name = new Note(Note::Tone::Plain, origin, this);
        name->setTextFormat(Qt::PlainText);
        name->setObjectName(u"refused:"_s + origin);
        auto *count = new Note(Note::Tone::Dim, this);
        count->setObjectName(u"refusals:"_s + origin);
        auto *button = new QPushButton(tr("Allow"), this);
        button->setObjectName(u"allow:"_s + origin);
        button->setAccessibleName(tr("Allow pages of %1").arg(origin));
        connect(button, &QPushButton::clicked, this, [this, origin] { allow(origin); });
        m_grid->addWidget(name, row, 0);
        m_grid->addWidget(count, row, 1);
        m_grid->addWidget(button, row, 2);
        m_counts.append(count);
    }
}

bool OriginsSection::confirmed(const QString &origin)
{
    if (origin != NullOrigin)
        return true;
    Prompts::Question question;
    question.title = tr("Let every web site connect?");
    question.text = tr(
        "Browsers send the origin null for empty tabs, local files and sandboxed frames, and "
        "any web site can have such a frame. To try something out, open the broker's own page "
        "instead, such as http://127.0.0.1:8787/: its address is under Connect on this page.");
    question.yes = tr("Allow every web site");
    question.isDestructive = true;
    return m_prompts.ask(this, question).yes;
}

void OriginsSection::allow(const QString &origin)
{
    if (!confirmed(origin))
        return;
    if (m_origins->isEdited()) // Otherwise the draft would undo it.
        m_origins->setText(QStringList { m_origins->text(), origin }.join(u", "_s));
    Q_EMIT allowed(origin);
}

} // namespace broadcaster
