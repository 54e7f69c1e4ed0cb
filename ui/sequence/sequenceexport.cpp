// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/sequence/sequenceexport.h"

#include "inspect/sequence/mermaidtext.h"
#include "ui/base/text.h"
#include "ui/sequence/sequencemodel.h"
#include "ui/sequence/sequencerows.h"
#include "ui/sequence/sequenceview.h"
#include "ui/theme/theme.h"

#include <QtCore/QSaveFile>
#include <QtGui/QClipboard>
#include <QtGui/QGuiApplication>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtSvg/QSvgGenerator>

#include <utility>

namespace broadcaster {

namespace {

constexpr int MostRounds = 3; // A round asks for what an earlier one could not keep.
constexpr int PictureMargin = 16;

} // namespace

SequenceExport::SequenceExport(SequenceModel &model, const SequenceView &view, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_view(view)
{
    connect(&model.deliveries(), &DeliveryLookup::arrived, this, &SequenceExport::goOn,
        Qt::QueuedConnection);
}

void SequenceExport::save(Format format, const QString &path)
{
    prepare([this, format, path] { write(format, path); });
}

void SequenceExport::copyMermaid()
{
    prepare([this] {
        const QString text = mermaid();
        if (text.isNull())
            return;
        QGuiApplication::clipboard()->setText(text);
        Q_EMIT copied(m_model.rows().count());
    });
}

void SequenceExport::prepare(std::function<void()> then)
{
    if (m_model.rows().count() > MaxRows) {
        Q_EMIT failed(tr("A diagram has at most %1 messages as a file, and this one has %2. Filter "
                         "the messages, or show one conversation.")
                          .arg(countText(MaxRows), countText(m_model.rows().count())));
        return;
    }
    m_then = std::move(then);
    m_rounds = MostRounds;
    goOn();
}

void SequenceExport::goOn()
{
    if (!m_then || m_model.deliveries().pending() > 0)
        return;
    if (m_rounds-- > 0) {
        for (int row = 0; row < std::min(m_model.rows().count(), MaxRows); ++row)
            (void)m_model.line(row); // Asks where that is needed.
        if (m_model.deliveries().pending() > 0)
            return;
    }
    std::exchange(m_then, nullptr)();
}

std::vector<SequenceLine> SequenceExport::lines()
{
    std::vector<SequenceLine> all;
    for (int row = 0; row < std::min(m_model.rows().count(), MaxRows); ++row)
        all.push_back(m_model.line(row));
    return all;
}

QStringList SequenceExport::names() const
{
    QStringList all;
    for (int lane = 0; lane < m_model.lanes().count(); ++lane)
        all.append(clientText(m_model.laneLabel(lane)));
    return all;
}

QString SequenceExport::mermaid()
{
    const std::vector<SequenceLine> all = lines();
    if (const std::optional<QString> text = mermaidText(names(), all))
        return *text;
    Q_EMIT failed(tr("Mermaid draws at most %1 characters, and this diagram needs more. Filter the "
                     "messages, or show one conversation.")
                      .arg(countText(MaxMermaidLength)));
    return {};
}

void SequenceExport::write(Format format, const QString &path)
{
    bool isWritten = false;
    if (format == Format::Mermaid) {
        const QString text = mermaid();
        if (text.isNull())
            return;
        QSaveFile file(path);
        isWritten = file.open(QIODevice::WriteOnly) && file.write(text.toUtf8()) >= 0
            && file.commit();
    } else if (format == Format::Png) {
        const QSize size = pictureSize(SequencePainter(Theme::light()));
        if (size.width() > MaxSide || size.height() > MaxSide
            || qint64 { size.width() } * size.height() > MaxPixels) {
            Q_EMIT failed(tr("The picture would have %1 by %2 pixels, which is too many. Save it "
                             "as SVG, or filter the messages.")
                              .arg(size.width())
                              .arg(size.height()));
            return;
        }
        isWritten = writePng(path);
    } else {
        isWritten = writeSvg(path);
    }
    if (isWritten)
        Q_EMIT saved(path);
    else
        Q_EMIT failed(
            tr("%1 cannot be written. Check the folder, and the room on the disk.").arg(path));
}

QSize SequenceExport::pictureSize(const SequencePainter &shapes) const
{
    const int lanes = m_model.lanes().count();
    const int rows = std::min(m_model.rows().count(), MaxRows);
    return { 2 * PictureMargin + shapes.timeWidth() + lanes * shapes.laneWidth(0, lanes),
        2 * PictureMargin + shapes.headerHeight() + rows * shapes.rowHeight() };
}

void SequenceExport::paint(QPainter &painter, const SequencePainter &shapes, const QSize &size)
{
    const Theme &theme = Theme::light();
    const QList<SequenceLaneWords> words = m_view.laneWords();
    const int count = static_cast<int>(words.size());
    const SequencePainter::Lanes lanes { words, shapes.laneWidth(0, count), 0, count, 0,
        size.width() };
    painter.fillRect(QRect({}, size), theme.surface);
    painter.translate(PictureMargin + shapes.timeWidth(), PictureMargin);
    shapes.paintHeader(painter, lanes);
    const int bottom = size.height() - 2 * PictureMargin;
    shapes.paintLifelines(painter, lanes, shapes.headerHeight(), bottom);
    int top = shapes.headerHeight();
    for (const SequenceLine &line : lines()) {
        shapes.paintLine(painter, lanes, line, top, theme.surface);
        painter.translate(-shapes.timeWidth(), 0);
        shapes.paintTime(painter, line, top);
        painter.translate(shapes.timeWidth(), 0);
        top += shapes.rowHeight();
    }
}

bool SequenceExport::writeSvg(const QString &path)
{
    const SequencePainter shapes(Theme::light());
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const QSize size = pictureSize(shapes);
    QSvgGenerator svg;
    svg.setOutputDevice(&file);
    svg.setSize(size);
    svg.setViewBox(QRect({}, size));
    svg.setTitle(tr("Sequence diagram"));
    QPainter painter(&svg);
    paint(painter, shapes, size);
    return painter.end() && file.commit();
}

bool SequenceExport::writePng(const QString &path)
{
    const SequencePainter shapes(Theme::light());
    const QSize size = pictureSize(shapes);
    QImage image(size, QImage::Format_RGB32);
    if (image.isNull())
        return false;
    QPainter painter(&image);
    paint(painter, shapes, size);
    painter.end();
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && image.save(&file, "PNG") && file.commit();
}

} // namespace broadcaster
