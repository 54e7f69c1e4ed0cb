// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QtCore/QFile>
#include <QtGui/QIconEngine>
#include <QtGui/QPainter>
#include <QtGui/QPalette>
#include <QtGui/QPixmapCache>
#include <QtSvg/QSvgRenderer>

// Outside of any namespace, as Qt wants it: a static library's resources are not found otherwise.
static void initResources()
{
    Q_INIT_RESOURCE(broadcaster);
}

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray readIcon(const QString &name)
{
    initResources();
    QFile file(u":/icons/"_s + name + u".svg"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

const QColor &iconColour(const Theme &theme, QIcon::Mode mode, QIcon::State state)
{
    if (mode == QIcon::Disabled)
        return theme.disabled;
    return mode == QIcon::Normal && state == QIcon::Off ? theme.dim : theme.accent;
}

/// Draws one file in the present colour, so a change of theme needs no new icon.
class ThemedIconEngine final : public QIconEngine {
public:
    explicit ThemedIconEngine(const QString &name)
        : m_name(name)
        , m_source(readIcon(name))
    {
    }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        const qreal scale = painter->device()->devicePixelRatioF();
        painter->drawPixmap(rect, pixmap((QSizeF(rect.size()) * scale).toSize(), mode, state));
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        const Theme &theme = Theme::current();
        const QString colour = iconColour(theme, mode, state).name();
        const QString key = u"broadcaster/%1/%2/%3x%4"_s.arg(
            m_name, colour, QString::number(size.width()), QString::number(size.height()));
        QPixmap pixmap;
        if (QPixmapCache::find(key, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QSvgRenderer renderer(QByteArray(m_source).replace("currentColor", colour.toLatin1()));
        renderer.setAspectRatioMode(Qt::KeepAspectRatio);
        QPainter painter(&pixmap);
        renderer.render(&painter);
        painter.end();
        QPixmapCache::insert(key, pixmap);
        return pixmap;
    }

    [[nodiscard]] QIconEngine *clone() const override { return new ThemedIconEngine(*this); }
    QString iconName() override { return m_name; }
    bool isNull() override { return m_source.isEmpty(); }

private:
    QString m_name;
    QByteArray m_source;
};

} // namespace

QIcon themedIcon(const char *name)
{
    return QIcon(new ThemedIconEngine(QString::fromLatin1(name)));
}

QIcon applicationIcon()
{
    initResources();
    return QIcon(u":/icons/broadcaster.svg"_s);
}

} // namespace broadcaster
