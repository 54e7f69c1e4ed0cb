// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/decodedview.h"
#include "ui/json/decodetext.h"
#include "ui/json/imageview.h"
#include "ui/json/jsontreeview.h"
#include "ui/json/rawtext.h"
#include "ui/json/valuepanel.h"
#include "ui/widgets/elidedlabel.h"

#include <QtCore/QBuffer>
#include <QtCore/QDateTime>
#include <QtCore/QTimeZone>
#include <QtGui/QAction>
#include <QtGui/QImage>
#include <QtGui/QImageReader>
#include <QtTest/QTest>
#include <QtWidgets/QLabel>
#include <QtWidgets/QPushButton>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class ValuePanelTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysNothingOfPlainValues();
    void tellsTimes();
    void wordsOfTimes_data();
    void wordsOfTimes();
    void decodesOnRequest();
    void staysOpenForTheNextValue();
    void showsATokenUnverified();
    void showsImages_data();
    void showsImages();
    void refusesImageBombs();
    void showsDamagedImagesAsBytes_data();
    void showsDamagedImagesAsBytes();
    void showsBytes();

private:
    void show(const QByteArray &value)
    {
        m_tree->setText("{\"payload\":" + value + '}');
        m_tree->setCurrentIndex(m_tree->model()->index(0, 0));
    }
    void decode() { m_panel->findChild<QAction *>(u"decodeValue"_s)->setChecked(true); }
    [[nodiscard]] QString line() const
    {
        const auto *words = m_panel->findChild<ElidedLabel *>(u"valueWords"_s);
        return words->isVisible() ? words->text() : QString();
    }
    [[nodiscard]] QString words() const
    {
        return m_panel->findChild<QLabel *>(u"decodedWords"_s)->text();
    }
    template <typename T>
    [[nodiscard]] T *shown() const
    {
        T *view = m_panel->findChild<DecodedView *>(u"decodedView"_s)->findChild<T *>();
        return view->isVisible() ? view : nullptr;
    }

    std::unique_ptr<ValuePanel> m_panel;
    JsonTreeView *m_tree = nullptr;
};

namespace {

QByteArray quotedBase64(const QByteArray &bytes)
{
    return '"' + bytes.toBase64() + '"';
}

QByteArray imageFile(QSize size, const char *format)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::red);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, format);
    return buffer.data();
}

/// A PNG whose head announces another size.
QByteArray liarPng(quint32 width, quint32 height)
{
    QByteArray file = imageFile({ 4, 4 }, "png");
    constexpr qsizetype WidthAt = 16;
    for (qsizetype i = 0; i < 4; ++i) {
        file[WidthAt + i] = static_cast<char>(width >> (24 - 8 * i));
        file[WidthAt + 4 + i] = static_cast<char>(height >> (24 - 8 * i));
    }
    return file;
}

} // namespace

void ValuePanelTest::init()
{
    m_tree = new JsonTreeView;
    m_panel = std::make_unique<ValuePanel>(*m_tree);
    m_panel->resize(500, 400);
    m_panel->show();
}

void ValuePanelTest::saysNothingOfPlainValues()
{
    for (const char *value : { "1", "\"word\"", "null", "true", "{}", "[1,2]", "\"\"" }) {
        show(value);
        QCOMPARE(line(), QString());
        QVERIFY(!m_panel->findChild<QAction *>(u"decodeValue"_s)->isEnabled());
    }
    m_tree->setText({});
    QCOMPARE(line(), QString());
}

void ValuePanelTest::tellsTimes()
{
    show("1700000000123");
    QVERIFY2(line().contains(u"2023-11-14 22:13:20.123 UTC"_s), qPrintable(line()));
    QVERIFY(!m_panel->findChild<QPushButton *>(u"valueDecode"_s)->isVisible());
}

void ValuePanelTest::wordsOfTimes_data()
{
    QTest::addColumn<qint64>("timeMs");
    QTest::addColumn<QString>("distance");

    constexpr qint64 Now = 1'700'000'000'000;
    QTest::newRow("now") << Now << u"just now"_s;
    QTest::newRow("past") << Now - 180'000 << u"3 min ago"_s;
    QTest::newRow("future") << Now + 180'000 << u"in 3 min"_s;
}

void ValuePanelTest::wordsOfTimes()
{
    QFETCH(const qint64, timeMs);
    QFETCH(const QString, distance);
    const QString words = timeWords({ timeMs, TimeValue::Form::Seconds }, 1'700'000'000'000);
    QVERIFY2(words.contains(distance), qPrintable(words));
    QVERIFY(words.contains(u"seconds since 1970"_s));
    QVERIFY(words.contains(QDateTime::fromMSecsSinceEpoch(timeMs).toString(u"hh:mm:ss.zzz"_s)));
}

void ValuePanelTest::decodesOnRequest()
{
    show(R"("{\"inner\":{\"x\":1}}")");
    QCOMPARE(line(), u"JSON inside of a string"_s);
    QVERIFY(!shown<JsonTreeView>());
    m_panel->activateWindow();
    m_tree->setFocus();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    QTest::keyClick(m_tree, Qt::Key_D);
    QVERIFY(shown<JsonTreeView>());
    QCOMPARE(shown<JsonTreeView>()->model()->index(0, 0).data().toString(), u"inner"_s);
    m_panel->findChild<QPushButton *>(u"valueDecode"_s)->click();
    QVERIFY(!shown<JsonTreeView>());
}

void ValuePanelTest::staysOpenForTheNextValue()
{
    decode();
    show(quotedBase64("hello, world"));
    QVERIFY(shown<RawText>());
    QCOMPARE(shown<RawText>()->text(), "hello, world"_ba);
    show("1");
    QVERIFY(!shown<RawText>());
    show(quotedBase64("another text"));
    QCOMPARE(shown<RawText>()->text(), "another text"_ba);
}

void ValuePanelTest::showsATokenUnverified()
{
    const auto part = [](const QByteArray &text) {
        return text.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
    };
    show('"' + part(R"({"alg":"HS256"})") + '.' + part(R"({"sub":"anna","exp":1700000000})") + '.'
        + part("signature") + '"');
    QCOMPARE(line(), u"JSON Web Token"_s);
    decode();
    QVERIFY2(words().contains(u"Not verified"_s), qPrintable(words()));
    QVERIFY2(words().contains(u"Expired"_s), qPrintable(words()));
    QVERIFY(!words().contains(u"Issued"_s));
    QVERIFY(shown<JsonTreeView>());
    QCOMPARE(shown<JsonTreeView>()->model()->rowCount(), 2);
}

void ValuePanelTest::showsImages_data()
{
    QTest::addColumn<QByteArray>("format");
    for (const char *format : { "png", "jpeg", "gif", "webp" })
        QTest::newRow(format) << QByteArray(format);
}

void ValuePanelTest::showsImages()
{
    QFETCH(const QByteArray, format);
    QByteArray file = imageFile({ 40, 30 }, format.constData());
    if (format == "gif")
        file = QByteArray::fromBase64(
            "R0lGODlhKAAeAIAAAP8AAAAAACwAAAAAKAAeAAACHoSPqcvtD6OctNqLs968+w+"
            "G4kiW5omm6sq27gvHBQA7");
    if (file.isEmpty())
        QSKIP("Qt cannot write this format here.");
    show(quotedBase64(file));
    QCOMPARE(line(), u"Image"_s);
    decode();
    if (!QImageReader::supportedImageFormats().contains(format)) {
        QVERIFY(words().contains(u"cannot read"_s));
        return;
    }
    QVERIFY2(shown<ImageView>(), qPrintable(words()));
    QCOMPARE(shown<ImageView>()->fileSize(), QSize(40, 30));
    QVERIFY2(words().contains(QString::fromLatin1(format).toUpper()), qPrintable(words()));
    QVERIFY(words().contains(u"40 \u00d7 30"_s));
    const QColor colour = m_panel->grab().toImage().pixelColor(
        shown<ImageView>()->mapTo(m_panel.get(), QPoint(30, 20)));
    QVERIFY2(colour.red() > 200 && colour.green() < 60, qPrintable(colour.name()));
}

void ValuePanelTest::refusesImageBombs()
{
    decode();
    show(quotedBase64(liarPng(100'000, 100'000)));
    QVERIFY(!shown<ImageView>());
    QVERIFY2(words().contains(u"100,000 \u00d7 100,000"_s) || words().contains(u"damaged"_s),
        qPrintable(words()));
    // Very large, and within the bound: kept smaller.
    show(quotedBase64(imageFile({ 4'000, 3'000 }, "png")));
    QVERIFY(shown<ImageView>());
    QCOMPARE(shown<ImageView>()->fileSize(), QSize(4'000, 3'000));
    QCOMPARE(shown<ImageView>()->image().width(), ImageView::MaxSide);
    show(quotedBase64(imageFile({ 5'000, 5'000 }, "png")));
    QVERIFY(!shown<ImageView>());
    QVERIFY(words().contains(u"5,000 \u00d7 5,000"_s));
    QVERIFY(shown<RawText>());
}

void ValuePanelTest::showsDamagedImagesAsBytes_data()
{
    QTest::addColumn<QByteArray>("file");
    const QByteArray png = imageFile({ 300, 300 }, "png");
    QTest::newRow("only the begin") << png.first(12);
    QTest::newRow("no pixels") << png.first(40);
    QTest::newRow("jpeg") << QByteArray("\xff\xd8\xff\xe0 and more");
    QTest::newRow("gif") << QByteArray("GIF89a");
    QTest::newRow("webp") << QByteArray("RIFF\x08\0\0\0WEBPVP8 ", 16);
    QTest::newRow("no width") << liarPng(0, 10);
}

void ValuePanelTest::showsDamagedImagesAsBytes()
{
    QFETCH(const QByteArray, file);
    decode();
    show(quotedBase64(file));
    QVERIFY(!shown<ImageView>());
    QVERIFY2(!words().isEmpty(), qPrintable(words()));
    QVERIFY(shown<RawText>());
    QVERIFY(shown<RawText>()->text().startsWith("00000000  "));
}

void ValuePanelTest::showsBytes()
{
    decode();
    show(quotedBase64(QByteArray("\x00\x01\xfe\xff", 4).repeated(10)));
    QVERIFY(shown<RawText>());
    QVERIFY(shown<RawText>()->text().startsWith("00000000  00 01 fe ff"));
    QCOMPARE(words(), u"40 B"_s);
    show(quotedBase64(QByteArray("\x00\x01\xfe\xff", 4).repeated(50'000)));
    QVERIFY2(words().contains(u"64.0 KiB"_s), qPrintable(words()));
}

QTEST_MAIN(ValuePanelTest)
#include "tst_valuepanel.moc"
