// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Saving and opening captures. The rest of TrafficPage is in trafficpage.cpp.
#include "ui/traffic/trafficpage.h"

#include "inspect/traffic/trafficcollector.h"
#include "ui/filter/filterbox.h"
#include "ui/traffic/capturebanner.h"
#include "ui/traffic/captureopener.h"
#include "ui/traffic/keptbutton.h"
#include "ui/traffic/trafficexport.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficstatus.h"
#include "ui/traffic/traffictoolbar.h"
#include "ui/traffic/trafficview.h"

namespace broadcaster {

void TrafficPage::connectFiles()
{
    connect(m_capture, &CaptureOpener::progressed, this, &TrafficPage::showStateSoon);
    connect(m_export, &TrafficExport::progressed, this, &TrafficPage::showStateSoon);
    connect(m_export, &TrafficExport::finished, this, [this](qint64 rows) {
        m_status->say(tr("%n messages saved.", nullptr, static_cast<int>(rows)));
    });
    connect(m_export, &TrafficExport::failed, this,
        [this](const QString &reason) { m_status->say(reason, true); });
    connect(m_status, &TrafficStatus::cancelled, this, &TrafficPage::cancelWork);
}

void TrafficPage::exportRows()
{
    const QList<ExportFormat> kinds { ExportFormat::JsonLines, ExportFormat::Csv };
    const std::optional<Prompts::File> file = m_prompts.fileToSave(
        this, tr("Export messages"), tr("traffic.jsonl"), kinds);
    if (!file)
        return;
    m_status->say({});
    m_export->start(*m_model, *file);
}

void TrafficPage::openCapture()
{
    Q_EMIT filterRequested(m_toolbar->filter().filter().text()); // Shows this page.
    const QString path = m_prompts.fileToOpen(
        this, tr("Open a capture"), tr("JSON Lines (*.jsonl *.ndjson)"));
    if (path.isEmpty())
        return;
    m_status->say({});
    if (m_model->store() != &m_collector->store())
        backToLive();
    m_export->cancel();
    if (m_capture->open(path, m_status->kept().limits()))
        showCapture();
    else
        m_status->say(m_capture->error(), true);
}

void TrafficPage::showCapture()
{
    clearDetails();
    m_model->setStore(m_capture->store());
    m_banner->show();
    showState();
}

void TrafficPage::backToLive()
{
    m_export->cancel();
    clearDetails();
    m_model->setStore(&m_collector->store());
    m_capture->close();
    m_banner->hide();
    m_view->setFollowing(true);
    showState();
}

void TrafficPage::cancelWork()
{
    if (m_export->isRunning()) {
        m_export->cancel();
        m_status->say(tr("Nothing was saved."));
    } else if (m_capture->isReading()) {
        m_capture->stop();
    } else {
        m_model->cancelFiltering();
    }
    showState();
}

} // namespace broadcaster
