// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/tlssection.h"

#include "ui/base/errortext.h"
#include "ui/base/obstacletext.h"
#include "ui/base/text.h"
#include "ui/prompts/prompts.h"
#include "ui/server/linefield.h"
#include "ui/theme/layoutstep.h"
#include "ui/widgets/note.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QBoxLayout>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using State = BrokerState;

namespace {

constexpr qint64 MillisecondsPerDay = 86'400'000;
constexpr qint64 FewDays = 14; ///< A renewal that works has happened before.

} // namespace

TlsSection::TlsSection(Prompts &prompts, QWidget *parent)
    : ConfigSection(tr("Encryption"), {}, parent)
    , m_prompts(prompts)
    , m_state(new Note(Note::Tone::Dim, this))
    , m_reload(new QPushButton(tr("Reload certificate"), this))
    , m_reloaded(new Note(Note::Tone::Dim, this))
    , m_note(new Note(Note::Tone::Bad, this))
{
    setObjectName(u"tlsSection"_s);
    m_state->setObjectName(u"certificateState"_s);
    m_reload->setObjectName(u"reloadCertificate"_s);
    m_reload->setAccessibleName(m_reload->text());
    m_reloaded->setObjectName(u"certificateReloaded"_s);
    m_reloaded->hide();
    m_note->setObjectName(u"tlsNote"_s);

    rows()->addWidget(m_state);
    addFields(OptionTopic::Tls);
    m_certificate = field<LineField>(u"tls-cert");
    m_key = field<LineField>(u"tls-key");
    rows()->addWidget(m_note);
    auto *row = new QHBoxLayout;
    row->setSpacing(2 * LayoutStep);
    row->addWidget(m_reload);
    row->addWidget(m_reloaded, 1);
    row->addStretch();
    rows()->addLayout(row);
    connect(m_reload, &QPushButton::clicked, this, &TlsSection::reloadWanted);
    for (LineField *each : { m_certificate, m_key })
        connect(each, &LineField::fileWanted, this, [this, each] { choose(*each); });
    connect(this, &ConfigSection::edited, this, &TlsSection::clearError);
    showState();
    showNote();
}

void TlsSection::setReloadObstacle(Obstacle obstacle)
{
    m_obstacle = obstacle;
    showState();
}

void TlsSection::setFilesHere(bool areHere)
{
    for (LineField *each : { m_certificate, m_key })
        each->setBrowsable(areHere);
}

void TlsSection::choose(LineField &field)
{
    const QString path = m_prompts.fileToOpen(
        this, field.label(), tr("PEM files (*.pem *.crt *.cer *.key)"));
    if (!path.isEmpty())
        field.setText(path);
}

void TlsSection::showConfig(const BrokerConfig &config)
{
    ConfigSection::showConfig(config);
    m_isSet = !config.tlsCertificate.isEmpty();
    showState();
    showNote();
}

void TlsSection::revert(const BrokerConfig &config)
{
    ConfigSection::revert(config);
    m_refused.clear();
    showConfig(config);
}

QString TlsSection::problem() const
{
    const QString problem = ConfigSection::problem();
    return problem.isNull() ? pairProblem() : problem;
}

QString TlsSection::pairProblem() const
{
    if (m_certificate->text().isEmpty() == m_key->text().isEmpty())
        return {};
    return m_key->text().isEmpty() ? tr("The certificate needs its private key.")
                                   : tr("The private key needs its certificate.");
}

bool TlsSection::showError(const Error &error)
{
    if (error.code != ErrorCode::CertificateUnusable)
        return false;
    m_refused = errorText(error);
    showNote();
    return true;
}

void TlsSection::clearError()
{
    m_refused.clear();
    showNote();
}

void TlsSection::showNote()
{
    m_note->setShown(m_refused.isNull() ? pairProblem() : m_refused);
}

void TlsSection::showOverview(State state, const BrokerOverview &overview)
{
    m_listens = state == State::Listening;
    if (!m_listens || (m_reloadFailed && overview.certificate != m_shown))
        m_reloaded->hide(); // Its text is out of date.
    m_shown = overview.certificate;
    showState();
}

void TlsSection::showState()
{
    setAllowed(*m_reload, m_listens && m_isSet, m_obstacle);
    if (m_obstacle == Obstacle::None)
        m_reload->setToolTip(m_isSet
                ? tr("Reads both files again. Connected clients stay connected.")
                : tr("No certificate is in use."));
    m_state->setTone(Note::Tone::Dim);
    if (!m_isSet) {
        m_reloaded->hide();
        m_state->setText(tr("No certificate is set: the port speaks ws:// and http://, which "
                            "anyone on the network can read."));
        return;
    }
    if (!m_listens) {
        m_state->setText(tr("Not in use while the broker is not running."));
        return;
    }
    if (!m_shown) {
        m_state->setText({}); // It will be known in a moment.
        return;
    }
    const qint64 left = m_shown->expiresMs - QDateTime::currentMSecsSinceEpoch();
    const QString when = dateTimeText(m_shown->expiresMs);
    if (left <= 0) {
        m_state->setTone(Note::Tone::Bad);
        m_state->setText(tr("%1: expired on %2, so clients refuse it. Renew it and reload.")
                             .arg(m_shown->subject, when));
        return;
    }
    const auto days = left / MillisecondsPerDay;
    m_state->setTone(days < FewDays ? Note::Tone::Warning : Note::Tone::Ok);
    m_state->setText(tr("%1, expires on %2, in %Ln days.", nullptr, static_cast<int>(days))
                         .arg(m_shown->subject, when));
}

void TlsSection::showReloaded(const Result<Done> &result)
{
    m_reloadFailed = !result;
    m_reloaded->setTone(result ? Note::Tone::Ok : Note::Tone::Bad);
    m_reloaded->setShown(result
            ? tr("Read again: new connections use this certificate.")
            : tr("The old one stays in use. %1").arg(errorText(result.error())));
}

} // namespace broadcaster
