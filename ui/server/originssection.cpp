// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/originssection.h"

#include "server/api/ipaddress.h"
#include "server/api/webaddress.h"
#include "ui/base/text.h"
#include "ui/prompts/prompts.h"
#include "ui/theme/style.h"
#include "ui/widgets/note.h"
#include "ui/widgets/sectionheader.h"

#include <QtCore/QRegularExpression>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

#include <algorithm>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Step = 8;
constexpr int LabelWidth = 160;

/// Words between commas or blanks, each in the form that a configuration has, or null.
QStringList namesIn(const QLineEdit &edit, QString (*normal)(const QString &))
{
    static const QRegularExpression separators(u"[,\\s]+"_s);
    QStringList names;
    for (const QString &word : edit.text().split(separators, Qt::SkipEmptyParts)) {
        const QString name = normal(word);
        if (name.isNull() || !names.contains(name))
            names.append(name);
    }
    return names;
}

QString originOrAny(const QString &text)
{
    return text == AnyOrigin ? text : normalOrigin(text);
}

bool isWrong(const QStringList &names, int most)
{
    return names.size() > most || std::any_of(names.begin(), names.end(), [](const QString &name) {
        return name.isNull();
    });
}

bool sameOrigins(const QList<RefusedOrigin> &a, const QList<RefusedOrigin> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
        [](const RefusedOrigin &left, const RefusedOrigin &right) {
            return left.origin == right.origin;
        });
}

} // namespace

OriginsSection::OriginsSection(Prompts &prompts, QWidget *parent)
    : ConfigSection(parent)
    , m_prompts(prompts)
    , m_fields(new QGridLayout)
    , m_note(new Note(Note::Tone::Bad, this))
    , m_none(new Note(Note::Tone::Dim, tr("No other page has tried to connect."), this))
    , m_grid(new QGridLayout)
{
    setObjectName(u"originsSection"_s);
    m_fields->setHorizontalSpacing(2 * Step);
    m_fields->setVerticalSpacing(Step);
    m_fields->setColumnMinimumWidth(0, LabelWidth);
    m_fields->setColumnStretch(1, 1);
    m_origins = addField(
        tr("Pages that may connect"), u"https://app.example.com"_s, u"allowedOrigins"_s);
    m_hosts = addField(tr("Names to answer to"), u"broker.example.com"_s, u"allowedHosts"_s);
    m_proxies = addField(tr("Trusted proxies"), u"10.0.0.0/8"_s, u"trustedProxies"_s);
    m_note->setObjectName(u"originsNote"_s);
    m_none->setObjectName(u"noneRefused"_s);
    m_grid->setHorizontalSpacing(2 * Step);
    m_grid->setVerticalSpacing(Step / 2);
    m_grid->setColumnStretch(0, 1);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Step);
    rows->addWidget(new SectionHeader(tr("Web pages"),
        tr("Pages of this machine may connect, others only if they are listed; * is every page. A "
           "proxy's name is needed while the broker listens on this machine only. Trusted proxies "
           "say in Forwarded or X-Forwarded-For which address a client has."),
        this));
    rows->addLayout(m_fields);
    rows->addWidget(m_note);
    rows->addWidget(m_none);
    rows->addLayout(m_grid);
    showNote();
}

QLineEdit *OriginsSection::addField(
    const QString &label, const QString &example, const QString &objectName)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(objectName);
    edit->setAccessibleName(label);
    edit->setPlaceholderText(example);
    const int row = m_fields->rowCount();
    m_fields->addWidget(new Note(Note::Tone::Plain, label, this), row, 0);
    m_fields->addWidget(edit, row, 1);
    connect(edit, &QLineEdit::textEdited, this, [this] {
        showNote();
        Q_EMIT edited();
    });
    return edit;
}

void OriginsSection::showConfig(const BrokerConfig &config)
{
    if (!m_origins->isModified())
        m_origins->setText(config.allowedOrigins.join(u", "_s));
    if (!m_hosts->isModified())
        m_hosts->setText(config.allowedHosts.join(u", "_s));
    if (!m_proxies->isModified())
        m_proxies->setText(config.trustedProxies.join(u", "_s));
    showNote();
}

void OriginsSection::revert(const BrokerConfig &config)
{
    m_origins->setModified(false);
    m_hosts->setModified(false);
    m_proxies->setModified(false);
    showConfig(config);
}

void OriginsSection::collect(BrokerConfig &draft) const
{
    if (!problem().isNull())
        return;
    if (m_origins->isModified())
        draft.allowedOrigins = namesIn(*m_origins, originOrAny);
    if (m_hosts->isModified())
        draft.allowedHosts = namesIn(*m_hosts, normalHost);
    if (m_proxies->isModified())
        draft.trustedProxies = namesIn(*m_proxies, normalNetwork);
}

QString OriginsSection::problem() const
{
    if (isWrong(namesIn(*m_origins, originOrAny), limits::MaxAllowedOrigins))
        return tr("Pages are written like https://app.example.com, with commas between them, %1 at "
                  "most.")
            .arg(countText(limits::MaxAllowedOrigins));
    if (isWrong(namesIn(*m_hosts, normalHost), limits::MaxAllowedHosts))
        return tr("Names are written like broker.example.com, without a port and with commas "
                  "between them, %1 at most.")
            .arg(countText(limits::MaxAllowedHosts));
    if (isWrong(namesIn(*m_proxies, normalNetwork), limits::MaxTrustedProxies))
        return tr(
            "Proxies are written as IP addresses or networks, like 10.0.0.1 or 10.0.0.0/8, with "
            "commas between them, %1 at most.")
            .arg(countText(limits::MaxTrustedProxies));
    return {};
}

bool OriginsSection::showError(const Error &)
{
    return false;
}

void OriginsSection::clearError() { }

void OriginsSection::showNote()
{
    const auto mark = [](QLineEdit *edit, bool wrong) {
        edit->setProperty(InvalidProperty, wrong);
        edit->update();
    };
    mark(m_origins, isWrong(namesIn(*m_origins, originOrAny), limits::MaxAllowedOrigins));
    mark(m_hosts, isWrong(namesIn(*m_hosts, normalHost), limits::MaxAllowedHosts));
    mark(m_proxies, isWrong(namesIn(*m_proxies, normalNetwork), limits::MaxTrustedProxies));
    m_note->setShown(problem());
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
    if (m_origins->isModified()) { // Else what is typed would take it back.
        m_origins->setText(QStringList { m_origins->text(), origin }.join(u", "_s));
        m_origins->setModified(true);
        showNote();
    }
    Q_EMIT allowed(origin);
}

} // namespace broadcaster
