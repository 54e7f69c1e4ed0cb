// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/server/tlssection.h"

#include "ui/base/errortext.h"
#include "ui/base/text.h"
#include "ui/prompts/prompts.h"
#include "ui/theme/style.h"
#include "ui/widgets/note.h"
#include "ui/widgets/sectionheader.h"

#include <QtCore/QDateTime>
#include <QtWidgets/QGridLayout>
#include <QtWidgets/QLineEdit>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using State = BrokerMonitor::State;

namespace {

constexpr int Step = 8;
constexpr int LabelWidth = 160;
constexpr qint64 MillisecondsPerDay = 86'400'000;
constexpr qint64 FewDays = 14; ///< A renewal that works has happened before.

} // namespace

TlsSection::TlsSection(Prompts &prompts, QWidget *parent)
    : ConfigSection(parent)
    , m_prompts(prompts)
    , m_state(new Note(Note::Tone::Dim, this))
    , m_reload(new QPushButton(tr("Reload certificate"), this))
    , m_reloaded(new Note(Note::Tone::Dim, this))
    , m_fields(new QGridLayout)
    , m_note(new Note(Note::Tone::Bad, this))
{
    setObjectName(u"tlsSection"_s);
    m_state->setObjectName(u"certificateState"_s);
    m_reload->setObjectName(u"reloadCertificate"_s);
    m_reload->setAccessibleName(m_reload->text());
    m_reloaded->setObjectName(u"certificateReloaded"_s);
    m_reloaded->hide();
    m_note->setObjectName(u"tlsNote"_s);
    m_fields->setHorizontalSpacing(2 * Step);
    m_fields->setVerticalSpacing(Step);
    m_fields->setColumnMinimumWidth(0, LabelWidth);
    m_fields->setColumnStretch(1, 1);
    m_certificate = addField(tr("Certificate file"), u"/etc/ssl/broker.pem"_s, u"tlsCertificate"_s);
    m_key = addField(tr("Private key file"), u"/etc/ssl/private/broker.key"_s, u"tlsKey"_s);

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(Step);
    rows->addWidget(new SectionHeader(tr("Encryption"),
        tr("With a certificate and its key, both PEM files, the port speaks wss:// and https:// "
           "and nothing else."),
        this));
    rows->addWidget(m_state);
    rows->addLayout(m_fields);
    rows->addWidget(m_note);
    auto *row = new QHBoxLayout;
    row->setSpacing(2 * Step);
    row->addWidget(m_reload);
    row->addWidget(m_reloaded, 1);
    row->addStretch();
    rows->addLayout(row);
    connect(m_reload, &QPushButton::clicked, this, &TlsSection::reloadWanted);
    showState();
    showNote();
}

QLineEdit *TlsSection::addField(
    const QString &label, const QString &example, const QString &objectName)
{
    auto *edit = new QLineEdit(this);
    edit->setObjectName(objectName);
    edit->setAccessibleName(label);
    edit->setPlaceholderText(example);
    auto *browse = new QPushButton(tr("Browse…"), this);
    browse->setObjectName(objectName + u"Browse"_s);
    browse->setAccessibleName(tr("Browse: %1").arg(label));
    const int row = m_fields->rowCount();
    m_fields->addWidget(new Note(Note::Tone::Plain, label, this), row, 0);
    m_fields->addWidget(edit, row, 1);
    m_fields->addWidget(browse, row, 2);
    connect(edit, &QLineEdit::textEdited, this, &TlsSection::edit);
    connect(browse, &QPushButton::clicked, this, [this, edit, label] {
        const QString path = m_prompts.fileToOpen(
            this, label, tr("PEM files (*.pem *.crt *.cer *.key)"));
        if (path.isEmpty())
            return;
        edit->setText(path);
        edit->setModified(true);
        this->edit();
    });
    return edit;
}

void TlsSection::edit()
{
    m_refused.clear();
    showNote();
    Q_EMIT edited();
}

void TlsSection::showConfig(const BrokerConfig &config)
{
    if (!m_certificate->isModified())
        m_certificate->setText(config.tlsCertificate);
    if (!m_key->isModified())
        m_key->setText(config.tlsKey);
    m_isSet = !config.tlsCertificate.isEmpty();
    showState();
    showNote();
}

void TlsSection::revert(const BrokerConfig &config)
{
    m_certificate->setModified(false);
    m_key->setModified(false);
    m_refused.clear();
    showConfig(config);
}

void TlsSection::collect(BrokerConfig &draft) const
{
    if (!problem().isNull())
        return;
    if (m_certificate->isModified())
        draft.tlsCertificate = m_certificate->text().trimmed();
    if (m_key->isModified())
        draft.tlsKey = m_key->text().trimmed();
}

QString TlsSection::problem() const
{
    const bool hasCertificate = !m_certificate->text().trimmed().isEmpty();
    const bool hasKey = !m_key->text().trimmed().isEmpty();
    if (hasCertificate == hasKey)
        return {};
    return hasCertificate ? tr("The certificate needs its private key.")
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
    const QString wrong = m_refused.isNull() ? problem() : m_refused;
    for (QLineEdit *edit : { m_certificate, m_key }) {
        edit->setProperty(InvalidProperty, !wrong.isNull());
        edit->update();
    }
    m_note->setShown(wrong);
}

void TlsSection::showOverview(State state, const BrokerOverview &overview)
{
    m_listens = state == State::Listening;
    if (!m_listens || (m_reloadFailed && overview.certificate != m_shown))
        m_reloaded->hide(); // What it says is over.
    m_shown = overview.certificate;
    showState();
}

void TlsSection::showState()
{
    m_reload->setEnabled(m_listens && m_isSet);
    m_reload->setToolTip(m_reload->isEnabled() || m_isSet
            ? tr("Reads both files again. Who is connected stays.")
            : tr("No certificate is in use."));
    m_state->setTone(Note::Tone::Dim);
    if (!m_isSet) {
        m_reloaded->hide();
        m_state->setText(tr("No certificate is set: the port speaks ws:// and http://, which "
                            "everybody on the way can read."));
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

void TlsSection::showReloaded(const Result<void> &result)
{
    m_reloadFailed = !result;
    m_reloaded->setTone(result ? Note::Tone::Ok : Note::Tone::Bad);
    m_reloaded->setShown(result
            ? tr("Read again: who connects from now on is shown this one.")
            : tr("The old one stays in use. %1").arg(errorText(result.error())));
}

} // namespace broadcaster
