// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/imageview.h"

#include "ui/base/text.h"
#include "ui/theme/layoutstep.h"
#include "ui/theme/theme.h"

#include <QtCore/QBuffer>
#include <QtGui/QImageReader>
#include <QtGui/QPainter>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int SquareSide = 8;
constexpr double SquareTint = 0.07;

} // namespace

ImageView::ImageView(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"imageView"_s);
    setAccessibleName(tr("Image in the message"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
}

QString ImageView::setFile(const QByteArray &file, const QByteArray &type)
{
    clear();
    if (!QImageReader::supportedImageFormats().contains(type))
        return tr("This installation of Qt cannot read images of the type %1.")
            .arg(QString::fromLatin1(type));
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer, type);
    reader.setAutoDetectImageFormat(false); // No other reader gets to see it.
    m_fileSize = reader.size();
    const qint64 pixels = qint64 { m_fileSize.width() } * m_fileSize.height();
    if (!m_fileSize.isValid() || pixels <= 0)
        return tr("This image is damaged.");
    if (pixels > MaxPixels)
        return tr(
            "This image has %1 \u00d7 %2 pixels. It is not shown, because it would take too much "
            "memory.")
            .arg(countText(m_fileSize.width()), countText(m_fileSize.height()));
    const QSize most(MaxSide, MaxSide);
    if (m_fileSize.width() > MaxSide || m_fileSize.height() > MaxSide)
        reader.setScaledSize(m_fileSize.scaled(most, Qt::KeepAspectRatio).expandedTo({ 1, 1 }));
    const QImage image = reader.read();
    if (image.isNull())
        return tr("This image is damaged.");
    m_image = QPixmap::fromImage(image);
    update();
    return {};
}

void ImageView::clear()
{
    m_image = {};
    m_fileSize = {};
    update();
}

void ImageView::paintEvent(QPaintEvent *)
{
    if (m_image.isNull())
        return;
    const QRect room = rect().marginsRemoved({ LayoutStep, LayoutStep, LayoutStep, LayoutStep });
    QSize size = m_image.size();
    if (size.width() > room.width() || size.height() > room.height())
        size.scale(room.size(), Qt::KeepAspectRatio);
    QRect place({}, size);
    place.moveTopLeft(room.topLeft() + QPoint(LayoutStep, 0));
    QPainter painter(this);
    const Theme &theme = Theme::of(palette());
    const QColor dark = blended(theme.text, theme.surface, SquareTint);
    painter.setClipRect(place);
    for (int y = 0; y < place.height(); y += SquareSide) {
        for (int x = (y / SquareSide % 2) * SquareSide; x < place.width(); x += 2 * SquareSide)
            painter.fillRect(place.x() + x, place.y() + y, SquareSide, SquareSide, dark);
    }
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawPixmap(place, m_image);
}

} // namespace broadcaster
