// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/window/brokerstatus.h"

#include "ui/base/errortext.h"
#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/statusdot.h"

#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtWidgets/QHBoxLayout>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

BrokerStatus::BrokerStatus(QWidget *parent)
    : QWidget(parent)
    , m_dot(new StatusDot(this))
    , m_text(new ElidedLabel(Note::Tone::Plain, this))
    , m_url(new QPushButton(this))
    , m_mend(new QPushButton(this))
    , m_projects(addFigure(u"statusProjects"_s))
    , m_clients(addFigure(u"statusClients"_s))
    , m_rate(addFigure(u"statusRate"_s))
    , m_page(addFigure(u"statusPage"_s))
{
    setObjectName(u"brokerStatus"_s);
    m_text->setObjectName(u"status"_s);
    m_text->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    m_url->setFlat(true);
    for (QPushButton *button : { m_url, m_mend }) {
        button->setCursor(Qt::PointingHandCursor);
        button->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
        button->setMaximumHeight(fontMetrics().height() + 8);
    }
    m_url->setObjectName(u"statusUrl"_s);
    m_mend->setObjectName(u"statusMend"_s);
    connect(m_url, &QPushButton::clicked, this, &BrokerStatus::copy);
    connect(m_mend, &QPushButton::clicked, this, [this] {
        if (m_pageWarning.text.isEmpty() || m_urls.isEmpty())
            Q_EMIT serverPageRequested();
        else
            Q_EMIT pageRequested(m_pageWarning.page);
    });
    m_said.setSingleShot(true);
    connect(&m_said, &QTimer::timeout, this, [this] { m_url->setText(m_urls.value(0)); });

    constexpr int Side = 14;
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(Side, 1, Side, 1);
    layout->setSpacing(0); // A flat button has room of its own around its text.
    layout->addWidget(m_dot);
    layout->addSpacing(LayoutStep);
    layout->addWidget(m_text);
    layout->addWidget(m_url);
    layout->addSpacing(LayoutStep);
    layout->addWidget(m_mend);
    layout->addStretch(1);
    for (QLabel *figure : { m_projects, m_clients, m_rate, m_page }) {
        layout->addSpacing(Side);
        layout->addWidget(figure);
    }
    setState({});
}

QLabel *BrokerStatus::addFigure(const QString &objectName)
{
    auto *label = new QLabel(this);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    constexpr int Overhang = 3; // Some fonts paint past the width they report.
    label->setContentsMargins(0, 0, Overhang, 0);
    label->hide();
    return label;
}

void BrokerStatus::setState(const Snapshot &now)
{
    m_error = now.startFailure ? errorText(*now.startFailure) : QString();
    m_urls = now.state == BrokerState::Listening ? now.urls : QStringList();
    m_mend->hide();
    switch (now.state) {
    case BrokerState::Starting:
        show(Note::Tone::Warning, tr("Starting"));
        break;
    case BrokerState::Listening:
        show(m_link.isUp() ? Note::Tone::Ok : Note::Tone::Warning, runsText());
        break;
    case BrokerState::Stopping:
        show(Note::Tone::Warning, tr("Stopping"));
        break;
    case BrokerState::Stopped:
        show(Note::Tone::Faint, m_link.isUp() ? tr("Stopped") : tr("Not connected"));
        break;
    }
    m_said.stop();
    m_url->setVisible(!m_urls.isEmpty());
    m_url->setText(m_urls.value(0));
    m_url->setAccessibleName(tr("Copy the address %1").arg(m_urls.value(0)));
    m_url->setToolTip(m_urls.join(u'\n') + u'\n' + tr("Click to copy"));
    showWarning();
    if (!m_error.isNull())
        showError();
}

QString BrokerStatus::runsText() const
{
    if (!m_link.isUp())
        return tr("No connection to");
    return m_link.isInside() ? tr("Listening on") : tr("Connected to");
}

void BrokerStatus::setErrorSaid(bool isSaid)
{
    m_isErrorSaid = isSaid;
    if (!m_error.isNull())
        showError();
}

void BrokerStatus::showError()
{
    m_url->hide();
    nameRemedy(tr("Open the Server page"));
    m_mend->show();
    show(Note::Tone::Bad, m_isErrorSaid ? tr("Not started") : m_error);
}

void BrokerStatus::setWarning(const QString &text)
{
    m_warning = text;
    showWarning();
}

void BrokerStatus::setPageWarning(const PageWarning &warning)
{
    m_pageWarning = warning;
    showWarning();
}

void BrokerStatus::nameRemedy(const QString &text)
{
    m_mend->setText(text);
    m_mend->setAccessibleName(text);
}

void BrokerStatus::showWarning()
{
    if (m_urls.isEmpty())
        return; // The broker does not run, which is worse.
    if (!m_link.isUp())
        return;
    const bool isOfPage = !m_pageWarning.text.isEmpty();
    const QString &text = isOfPage ? m_pageWarning.text : m_warning;
    const bool isFine = text.isEmpty();
    nameRemedy(
        isOfPage ? tr("Open the page %1").arg(m_pageWarning.title) : tr("Open the Server page"));
    show(isFine ? Note::Tone::Ok : Note::Tone::Warning, isFine ? runsText() : text);
    m_url->setVisible(isFine);
    m_mend->setVisible(!isFine);
}

void BrokerStatus::setFigures(qint64 projects, qint64 clients, std::optional<double> rate)
{
    m_projects->setText(tr("%Ln project(s)", nullptr, static_cast<int>(projects)));
    m_clients->setText(tr("%Ln client(s)", nullptr, static_cast<int>(clients)));
    m_rate->setText(tr("%1 messages/s").arg(rate ? rateNumber(*rate) : QString(u'\u2013')));
    for (QLabel *figure : { m_projects, m_clients, m_rate })
        figure->show();
}

void BrokerStatus::clearFigures()
{
    for (QLabel *figure : { m_projects, m_clients, m_rate })
        figure->hide();
}

void BrokerStatus::setPageStatus(const QString &text)
{
    m_page->setText(text);
    m_page->setVisible(!text.isEmpty());
}

void BrokerStatus::show(Note::Tone tone, const QString &text)
{
    m_dot->setTone(tone);
    m_text->setText(text);
}

void BrokerStatus::copy()
{
    QGuiApplication::clipboard()->setText(m_urls.value(0));
    constexpr auto Long = 1500ms;
    m_url->setText(tr("Copied"));
    m_said.start(Long);
}

} // namespace broadcaster
