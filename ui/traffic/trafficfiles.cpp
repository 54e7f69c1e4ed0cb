// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/trafficfiles.h"

#include "ui/prompts/prompts.h"
#include "ui/traffic/captureopener.h"
#include "ui/traffic/exportname.h"
#include "ui/traffic/keptbutton.h"
#include "ui/traffic/trafficexport.h"
#include "ui/traffic/trafficmodel.h"
#include "ui/traffic/trafficstatus.h"

#include <QtCore/QDir>

namespace broadcaster {

TrafficFiles::TrafficFiles(
    Prompts &prompts, TrafficModel &model, TrafficStore &live, TrafficStatus &status, QWidget &page)
    : QObject(&page)
    , m_prompts(prompts)
    , m_model(model)
    , m_live(live)
    , m_status(status)
    , m_page(page)
    , m_saving(new TrafficExport(this))
    , m_opening(new CaptureOpener(this))
{
    connect(m_opening, &CaptureOpener::progressed, this, &TrafficFiles::progressed);
    connect(m_saving, &TrafficExport::progressed, this, &TrafficFiles::progressed);
    connect(m_saving, &TrafficExport::finished, this, [this](qint64 rows, const QString &path) {
        //: The place is the path of a file
        m_status.say(tr("%Ln messages saved in %1.", nullptr, static_cast<int>(rows))
                         .arg(QDir::toNativeSeparators(path)));
        m_status.offerFolder(path);
    });
    connect(m_saving, &TrafficExport::failed, this,
        [this](const QString &reason) { m_status.say(reason, true); });
}

bool TrafficFiles::isLive() const
{
    return m_model.store() == &m_live;
}

void TrafficFiles::save()
{
    if (m_model.rowCount() > 0)
        saveRows({ { 0, m_model.rowCount() - 1 } });
}

void TrafficFiles::saveRows(const RowRanges &rows)
{
    // The rows are noted first: others come and go while the user looks for a folder.
    std::vector<quint64> sequences;
    sequences.reserve(static_cast<size_t>(rowCountOf(rows)));
    for (const RowRange &range : rows) {
        for (int row = range.first; row <= range.last; ++row)
            sequences.push_back(m_model.sequenceAt(row));
    }
    const QList<ExportFormat> kinds { ExportFormat::JsonLines, ExportFormat::Csv,
        ExportFormat::Har };
    const std::optional<Prompts::File> file = m_prompts.fileToSave(&m_page, tr("Export messages"),
        exportName(m_model.scope(), QDateTime::currentDateTime()), kinds);
    if (!file)
        return;
    m_status.say({});
    m_saving->start(m_model, std::move(sequences), *file);
}

void TrafficFiles::cancelSaving()
{
    m_saving->cancel();
}

void TrafficFiles::choose()
{
    const QString path = m_prompts.fileToOpen(
        &m_page, tr("Open a capture"), tr("Captures (*.jsonl *.ndjson *.har)"));
    if (!path.isEmpty())
        open(path);
}

void TrafficFiles::open(const QString &path)
{
    m_status.say({});
    if (!isLive())
        backToLive();
    m_saving->cancel();
    if (m_opening->open(path, m_status.kept().limits()))
        show(*m_opening->store());
    else
        m_status.say(m_opening->error(), true);
}

void TrafficFiles::backToLive()
{
    m_saving->cancel();
    show(m_live);
}

void TrafficFiles::show(TrafficStore &store)
{
    Q_EMIT storeAboutToChange();
    m_model.setStore(&store);
    if (isLive())
        m_opening->close();
    Q_EMIT storeChanged();
}

bool TrafficFiles::cancel()
{
    if (m_saving->isRunning()) {
        m_saving->cancel();
        m_status.say(tr("Nothing was saved."));
        return true;
    }
    if (m_opening->isReading()) {
        m_opening->stop();
        return true;
    }
    return false;
}

} // namespace broadcaster
