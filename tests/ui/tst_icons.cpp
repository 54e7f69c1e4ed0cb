// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/icons.h"

#include "ui/theme/theme.h"

#include <QtCore/QDir>
#include <QtGui/QImage>
#include <QtGui/QPainter>
#include <QtGui/QPalette>
#include <QtTest/QTest>
#include <QtWidgets/QApplication>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class IconsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isDrawnInTheColoursOfTheTheme_data();
    void isDrawnInTheColoursOfTheTheme();
    void followsThePaletteWithoutANewIcon();
    void isSharpOnScreensOfTwiceTheDensity();
    void nothingIsDrawnForAnUnknownName();
    void applicationIconIsLegibleWhenSmall();
};

namespace {

void useTheme(const Theme &theme)
{
    QPalette palette;
    palette.setColor(QPalette::Window, theme.background);
    QApplication::setPalette(palette);
}

/// The colour of the icon's most opaque pixel; invalid when there is none.
QColor inkOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    QColor ink;
    int most = 150; // Antialiased edges do not have the colour exactly.
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const QColor pixel = image.pixelColor(x, y);
            if (pixel.alpha() > most) {
                most = pixel.alpha();
                ink = pixel;
            }
        }
    }
    ink.setAlpha(255);
    return ink;
}

bool isNear(const QColor &a, const QColor &b)
{
    constexpr int Tolerance = 3;
    return std::abs(a.red() - b.red()) <= Tolerance && std::abs(a.green() - b.green()) <= Tolerance
        && std::abs(a.blue() - b.blue()) <= Tolerance;
}

} // namespace

void IconsTest::isDrawnInTheColoursOfTheTheme_data()
{
    QTest::addColumn<QString>("name");
    (void)applicationIcon(); // The resources exist from here on.
    const QStringList files = QDir(u":/icons"_s).entryList({ u"*.svg"_s });
    QVERIFY(files.size() > 40);
    for (const QString &file : files) {
        if (file != u"broadcaster.svg"_s)
            QTest::newRow(qPrintable(file)) << file.chopped(4);
    }
}

void IconsTest::isDrawnInTheColoursOfTheTheme()
{
    QFETCH(QString, name);
    const QIcon icon = themedIcon(name.toLatin1().constData());
    QVERIFY(!icon.isNull());
    for (const Theme *theme : { &Theme::light(), &Theme::dark() }) {
        useTheme(*theme);
        const QSize size(32, 32);
        QVERIFY(isNear(inkOf(icon.pixmap(size)), theme->dim));
        QVERIFY(isNear(inkOf(icon.pixmap(size, QIcon::Selected)), theme->accent));
        QVERIFY(isNear(inkOf(icon.pixmap(size, QIcon::Normal, QIcon::On)), theme->accent));
        QVERIFY(isNear(inkOf(icon.pixmap(size, QIcon::Disabled)), theme->disabled));
        QVERIFY(inkOf(icon.pixmap(QSize(16, 16))).isValid());
    }
}

void IconsTest::followsThePaletteWithoutANewIcon()
{
    const QIcon icon = themedIcon("traffic");
    useTheme(Theme::light());
    QVERIFY(isNear(inkOf(icon.pixmap(QSize(32, 32))), Theme::light().dim));
    useTheme(Theme::dark());
    QVERIFY(isNear(inkOf(icon.pixmap(QSize(32, 32))), Theme::dark().dim));
}

void IconsTest::isSharpOnScreensOfTwiceTheDensity()
{
    const QPixmap pixmap = themedIcon("server").pixmap(QSize(16, 16), 2.0);
    QCOMPARE(pixmap.size(), QSize(32, 32));
    QCOMPARE(pixmap.devicePixelRatio(), 2.0);

    QImage canvas(32, 32, QImage::Format_ARGB32);
    canvas.setDevicePixelRatio(2);
    canvas.fill(Qt::transparent);
    QPainter painter(&canvas);
    themedIcon("server").paint(&painter, QRect(0, 0, 16, 16));
    painter.end();
    QImage direct = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    QCOMPARE(canvas, direct);
}

void IconsTest::nothingIsDrawnForAnUnknownName()
{
    QVERIFY(themedIcon("no-such-icon").isNull());
}

void IconsTest::applicationIconIsLegibleWhenSmall()
{
    for (const int side : { 16, 32, 256 }) {
        const QImage image = applicationIcon().pixmap(QSize(side, side)).toImage();
        QCOMPARE(image.size(), QSize(side, side));
        QVERIFY(image.pixelColor(side / 2, side / 2).lightness() > 220); // The sender,
        QVERIFY(image.pixelColor(side / 2, side / 6).lightness() < 180); // on its ground.
    }
}

QTEST_MAIN(IconsTest)
#include "tst_icons.moc"
