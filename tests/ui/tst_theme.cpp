// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/theme.h"

#include "tests/support/contrast.h"

#include <QtTest/QTest>

#include <utility>

using namespace broadcaster;
using namespace Qt::Literals::StringLiterals;

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsLegibleOnEveryGround_data();
    void textIsLegibleOnEveryGround();
    void focusIsVisible_data() { addThemes(); }
    void focusIsVisible();

private:
    static void addThemes();
};

void ThemeTest::addThemes()
{
    QTest::addColumn<const Theme *>("theme");
    QTest::newRow("light") << &Theme::light();
    QTest::newRow("dark") << &Theme::dark();
}

void ThemeTest::textIsLegibleOnEveryGround_data()
{
    QTest::addColumn<QColor>("text");
    QTest::addColumn<QColor>("ground");
    using Colour = QColor Theme::*;
    for (const Theme *theme : { &Theme::light(), &Theme::dark() }) {
        for (const auto &[text, textName] : { std::pair<Colour, const char *>(&Theme::text, "text"),
                 { &Theme::dim, "dim" }, { &Theme::faint, "faint" }, { &Theme::ok, "ok" },
                 { &Theme::warning, "warning" }, { &Theme::bad, "bad" },
                 { &Theme::runtime, "runtime" }, { &Theme::dataAgent, "data-agent" },
                 { &Theme::admin, "admin" }, { &Theme::system, "system" } }) {
            for (const auto &[ground, groundName] :
                { std::pair<Colour, const char *>(&Theme::background, "background"),
                    { &Theme::surface, "surface" }, { &Theme::accentSoft, "accentSoft" },
                    { &Theme::selection, "selection" } })
                QTest::addRow(
                    "%s: %s on %s", theme->isDark ? "dark" : "light", textName, groundName)
                    << theme->*text << theme->*ground;
        }
    }
}

/// WCAG 2.2, 1.4.3.
void ThemeTest::textIsLegibleOnEveryGround()
{
    constexpr double Legible = 4.5;
    QFETCH(QColor, text);
    QFETCH(QColor, ground);
    QVERIFY2(contrast(text, ground) >= Legible,
        qPrintable(QString::number(contrast(text, ground), 'f', 2)));
}

/// WCAG 2.2, 1.4.11.
void ThemeTest::focusIsVisible()
{
    constexpr double Visible = 3;
    QFETCH(const Theme *, theme);
    for (const QColor &ground : { theme->background, theme->surface, theme->selection })
        QVERIFY(contrast(theme->accent, ground) >= Visible);
}

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
