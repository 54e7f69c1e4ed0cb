// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/captureopener.h"

#include "inspect/capture/capturereader.h"
#include "inspect/capture/harreader.h"
#include "ui/base/text.h"
#include "ui/traffic/captureerrortext.h"

#include <QtCore/QDateTime>
#include <QtCore/QFileInfo>

namespace broadcaster {

namespace {

constexpr qsizetype ReadSliceBytes = 256 * 1024;
constexpr const char *ProjectOfLinesWithoutOne = "capture";

} // namespace

CaptureOpener::CaptureOpener(QObject *parent)
    : QObject(parent)
{
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &CaptureOpener::work);
}

CaptureOpener::~CaptureOpener() = default;

bool CaptureOpener::open(const QString &path, TrafficLimits limits)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        //: A file's name, and the system's reason
        m_error = tr("%1 cannot be read: %2. Choose another file.")
                      .arg(QFileInfo(path).fileName(), file.errorString());
        return false;
    }
    file.close();
    close();
    m_name = QFileInfo(path).fileName();
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::ReadOnly))
        return false;
    m_store = std::make_unique<TrafficStore>(limits);
    const CaptureLineReader::Defaults defaults { *ProjectId::fromUtf8(ProjectOfLinesWithoutOne),
        QFileInfo(path).lastModified().toMSecsSinceEpoch() };
    m_isHar = isHar(m_file.peek(HarHeadBytes)); // The content tells, whatever the name is.
    if (m_isHar)
        m_reader = std::make_unique<HarReader>(m_file, defaults, limits.rows);
    else
        m_reader = std::make_unique<CaptureReader>(m_file, defaults, limits.rows);
    m_timer.start();
    return true;
}

void CaptureOpener::stop()
{
    m_timer.stop();
    m_reader.reset();
    m_file.close();
    Q_EMIT progressed();
}

void CaptureOpener::close()
{
    m_timer.stop();
    m_reader.reset();
    m_file.close();
    m_store.reset();
    m_error.clear();
}

void CaptureOpener::work()
{
    const CapturedBatch captured = m_reader->readSlice(ReadSliceBytes);
    const quint64 first = m_store->end();
    m_store->append(captured.batch, captured.deliveries);
    for (const auto &[index, note] : captured.notes) {
        // A note without room is counted by the store.
        if (const quint64 sequence = first + index; sequence >= m_store->first())
            m_store->setNote(sequence, note);
    }
    if (!m_reader->isAtEnd()) {
        Q_EMIT progressed();
        return;
    }
    noteEnd();
    stop();
}

void CaptureOpener::noteEnd()
{
    if (m_reader->error()) {
        m_error = captureErrorText(*m_reader->error());
    } else if (m_reader->wasCut()) {
        m_error = tr("The file has more than the %1 messages that are kept. Raise the limit and "
                     "open it again.")
                      .arg(countText(m_store->limits().rows));
    } else if (m_reader->badLines() > 0) {
        m_error = badText();
    }
}

QString CaptureOpener::badText() const
{
    const auto count = static_cast<int>(m_reader->badLines());
    return (m_isHar ? tr("%Ln messages cannot be read", nullptr, count)
                    : tr("%Ln lines are not messages", nullptr, count))
        + QStringLiteral(": ")
        + tr("line %1, %2")
              .arg(
                  countText(m_reader->firstBadLine()), captureErrorText(m_reader->firstBadError()));
}

} // namespace broadcaster
