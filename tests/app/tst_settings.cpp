// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/settings.h"

#include "ui/composer/composer.h"

#include <QtCore/QTemporaryDir>
#include <QtTest/QTest>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class SettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void missingFileGivesDefaults();
    void everythingComesBack();
    void defaultsAreNotWritten();
    void outOfBounds_data();
    void outOfBounds();
    void largeValuesAreLeftOut();
    void largeDraftsAreKept();
    void newestTextsAreKept();
    void damagedFile_data();
    void damagedFile();
    void brokerOptionsAreKept();
    void noSecretsAreKept();
    void defaultPathFollowsTheDesktop();

private:
    [[nodiscard]] QString path() const { return m_folder->filePath(u"sub/broadcaster.conf"_s); }
    void writeFile(const QByteArray &content);
    [[nodiscard]] QByteArray fileContent() const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

namespace {

void compare(const UiSettings &a, const UiSettings &b)
{
    QCOMPARE(a.windowGeometry, b.windowGeometry);
    QCOMPARE(a.windowState, b.windowState);
    QCOMPARE(a.layouts, b.layouts);
    QCOMPARE(a.page, b.page);
    QCOMPARE(a.theme, b.theme);
    QCOMPARE(a.filter, b.filter);
    QCOMPARE(a.filterHistory, b.filterHistory);
    QCOMPARE(a.clientNames, b.clientNames);
    QCOMPARE(a.keptRows, b.keptRows);
    QCOMPARE(a.keptMebibytes, b.keptMebibytes);
    QCOMPARE(a.conversationRule, b.conversationRule);
    QCOMPARE(a.composerProject, b.composerProject);
    QCOMPARE(a.composerText, b.composerText);
    QCOMPARE(a.composerEarlier, b.composerEarlier);
    QCOMPARE(a.closesWithoutAsking, b.closesWithoutAsking);
    QCOMPARE(a.closesToTray, b.closesToTray);
}

UiSettings someSettings()
{
    UiSettings settings;
    settings.windowGeometry = QByteArray("\0\1\xff geometry", 12);
    settings.windowState = "state";
    settings.layouts = { { u"traffic/header"_s, QByteArray("\0\2", 2) }, { u"splitter"_s, "x" } };
    settings.page = u"clients"_s;
    settings.theme = ThemeChoice::Dark;
    settings.filter = u"type == \"a,b\" && payload.é ~ /x;y\\n/"_s;
    settings.filterHistory = { u"size > 10, 000"_s, u"project == p"_s };
    settings.clientNames = { u"shop, \"x\"\t1\tslow\tthe slow one"_s, u"b\t0\tc\td"_s };
    settings.keptRows = 5'000;
    settings.keptMebibytes = 17;
    settings.conversationRule = u"payload.\"a, b\" -> id, next"_s;
    settings.composerProject = u"Ünïcode % project"_s;
    settings.composerText = u"{\n  \"type\": \"x\"\n}"_s;
    settings.composerEarlier = { "{\"a\": [\"é, \\u2028\", 1]}\n", "@Variant(x)", "", "; %20" };
    settings.closesWithoutAsking = true;
    settings.closesToTray = true;
    return settings;
}

} // namespace

void SettingsTest::writeFile(const QByteArray &content)
{
    QVERIFY(QDir().mkpath(m_folder->filePath(u"sub"_s)));
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(content);
}

QByteArray SettingsTest::fileContent() const
{
    QFile file(path());
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void SettingsTest::missingFileGivesDefaults()
{
    compare(Settings(path()).ui(), UiSettings());
    QVERIFY(Settings(path()).brokerOptions().isEmpty());
    QVERIFY(!QFile::exists(path()));
}

void SettingsTest::everythingComesBack()
{
    Settings(path()).setUi(someSettings());
    compare(Settings(path()).ui(), someSettings());
    UiSettings oneFilter = someSettings();
    oneFilter.filterHistory = { u"one, alone"_s };
    Settings(path()).setUi(oneFilter);
    compare(Settings(path()).ui(), oneFilter);
    UiSettings oneText = someSettings();
    oneText.composerEarlier = { "@a, b" };
    Settings(path()).setUi(oneText);
    compare(Settings(path()).ui(), oneText);
}

void SettingsTest::defaultsAreNotWritten()
{
    Settings(path()).setUi(someSettings());
    Settings(path()).setUi(UiSettings());
    compare(Settings(path()).ui(), UiSettings());
    QVERIFY2(!fileContent().contains("keptRows"), fileContent().constData());
}

void SettingsTest::outOfBounds_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("keptRows");
    QTest::addColumn<ThemeChoice>("theme");
    const int defaultRows = UiSettings().keptRows;
    QTest::newRow("too many") << QByteArray("[traffic]\nkeptRows=99999999\n") << MaxKeptRows
                              << ThemeChoice::Desktop;
    QTest::newRow("too few") << QByteArray("[traffic]\nkeptRows=-5\n") << MinKeptRows
                             << ThemeChoice::Desktop;
    QTest::newRow("no number") << QByteArray("[traffic]\nkeptRows=many\n") << defaultRows
                               << ThemeChoice::Desktop;
    QTest::newRow("a list") << QByteArray("[traffic]\nkeptRows=1, 2\n") << defaultRows
                            << ThemeChoice::Desktop;
    QTest::newRow("theme") << QByteArray("[window]\ntheme=2\n") << defaultRows << ThemeChoice::Dark;
    QTest::newRow("no theme") << QByteArray("[window]\ntheme=7\ncloses=1\n") << defaultRows
                              << ThemeChoice::Desktop;
}

void SettingsTest::outOfBounds()
{
    QFETCH(QByteArray, content);
    writeFile(content);
    const UiSettings settings = Settings(path()).ui();
    QTEST(settings.keptRows, "keptRows");
    QTEST(settings.theme, "theme");
}

void SettingsTest::largeValuesAreLeftOut()
{
    UiSettings large;
    large.windowGeometry = QByteArray(100'000, 'x');
    large.filter = QString(10'000, u'x');
    for (int i = 0; i < 2 * MaxFilterHistory; ++i)
        large.filterHistory.append(u"f%1"_s.arg(i));
    Settings(path()).setUi(large);
    const UiSettings settings = Settings(path()).ui();
    QVERIFY(settings.windowGeometry.isEmpty());
    QVERIFY(settings.filter.isEmpty());
    QCOMPARE(settings.filterHistory.size(), MaxFilterHistory);
    QCOMPARE(settings.filterHistory.constFirst(), u"f0"_s);
}

void SettingsTest::largeDraftsAreKept()
{
    UiSettings large;
    large.composerText = QString(2 * Composer::MaxEditedBytes, u'x'); // Indented.
    large.composerEarlier = { QByteArray(2 * Composer::MaxEditedBytes, 'y') };
    Settings(path()).setUi(large);
    compare(Settings(path()).ui(), large);
}

void SettingsTest::newestTextsAreKept()
{
    constexpr qsizetype Mebibyte = 1024 * 1024;
    UiSettings many;
    many.composerText = QString(5 * Mebibyte, u'x');
    many.composerEarlier = { QByteArray(3 * Mebibyte, 'a'), QByteArray(Mebibyte, 'b'),
        QByteArray(Mebibyte, 'c'), "d" };
    Settings(path()).setUi(many);
    QVERIFY(fileContent().size() < 3 * Mebibyte); // The bounds hold in the file, too.
    const UiSettings settings = Settings(path()).ui();
    QVERIFY(settings.composerText.isEmpty());
    QCOMPARE(settings.composerEarlier, many.composerEarlier.sliced(1, 2));
    QString line(20 * Mebibyte, u'e');
    writeFile("[composer]\nearlier=f, " + line.toUtf8() + ", g\n");
    QCOMPARE(Settings(path()).ui().composerEarlier, (QList<QByteArray> { "f", "g" }));
}

void SettingsTest::damagedFile_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("no INI") << QByteArray("keptRows 3000\n{\"traffic\": 1}\n");
    QTest::newRow("cut off") << QByteArray("[traffic]\nkeptRows=\n[window]\nclosesTo");
    QTest::newRow("no variant") << QByteArray("[window]\nlayouts=@Variant(\\x7f\\0\\x1)\n");
    QTest::newRow("binary") << QByteArray("\x7f"
                                          "ELF\0\1\2\3[traffic\n=\n\xff\xfe",
        20);
}

void SettingsTest::damagedFile()
{
    QFETCH(QByteArray, content);
    writeFile(content);
    {
        Settings settings(path());
        compare(settings.ui(), UiSettings());
        settings.setUi(someSettings());
    }
    compare(Settings(path()).ui(), someSettings());
}

void SettingsTest::brokerOptionsAreKept()
{
    const SavedOptions first { { u"port"_s, { u"1234"_s } },
        { u"listen"_s, { u"::1"_s, u"10.0.0.1"_s } } };
    Settings(path()).saveBrokerOptions(first);
    QCOMPARE(Settings(path()).brokerOptions(), first);
    Settings(path()).saveBrokerOptions({ { u"listen"_s, { u"::1"_s } } });
    QCOMPARE(Settings(path()).brokerOptions(),
        (SavedOptions { { u"port"_s, { u"1234"_s } }, { u"listen"_s, { u"::1"_s } } }));
    // Turned off is not the same as never set.
    const SavedOptions off { { u"tls-cert"_s, { QString() } }, { u"tls-key"_s, { QString() } } };
    Settings(path()).saveBrokerOptions(off);
    QCOMPARE(Settings(path()).brokerOptions().value(u"tls-cert"_s), QStringList { QString() });
}

void SettingsTest::noSecretsAreKept()
{
    Settings(path()).saveBrokerOptions({ { u"database"_s, { u"postgresql://u:secret@h/d"_s } },
        { u"service-key-file"_s, { u"/secret"_s } }, { u"port"_s, { u"1"_s } } });
    QVERIFY(!fileContent().contains("secret"));
    writeFile("[broker]\ndatabase=/tmp/other.db\nserver=1\nport=1\n");
    QCOMPARE(Settings(path()).brokerOptions(), (SavedOptions { { u"port"_s, { u"1"_s } } }));
}

void SettingsTest::defaultPathFollowsTheDesktop()
{
    qputenv("XDG_CONFIG_HOME", m_folder->path().toLocal8Bit());
    QCOMPARE(Settings::defaultPath(), m_folder->filePath(u"broadcaster/broadcaster.conf"_s));
}

QTEST_GUILESS_MAIN(SettingsTest)
#include "tst_settings.moc"
