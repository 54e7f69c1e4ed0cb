// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/theme/style.h"

#include "ui/theme/theme.h"
#include "ui/theme/themedstyle.h"

#include <QtGui/QPalette>
#include <QtWidgets/QApplication>

namespace broadcaster {

namespace {

const Theme &chosenTheme(ThemeChoice choice)
{
    switch (choice) {
    case ThemeChoice::Light:
        return Theme::light();
    case ThemeChoice::Dark:
        return Theme::dark();
    case ThemeChoice::Desktop:
        break;
    }
    // Without a palette of ours, Qt gives the desktop's again.
    QApplication::setPalette(QPalette());
    return Theme::of(QApplication::palette());
}

void setDisabled(QPalette &palette, const Theme &theme)
{
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText,
             QPalette::HighlightedText, QPalette::PlaceholderText, QPalette::Link })
        palette.setColor(QPalette::Disabled, role, theme.disabled);
    palette.setColor(QPalette::Disabled, QPalette::Base, theme.background);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, theme.line);
}

} // namespace

QPalette paletteOf(const Theme &theme)
{
    QPalette palette;
    const auto set = [&palette](QPalette::ColorRole role, const QColor &colour) {
        palette.setColor(QPalette::All, role, colour);
    };
    set(QPalette::Window, theme.background);
    set(QPalette::WindowText, theme.text);
    set(QPalette::Base, theme.surface);
    set(QPalette::AlternateBase, theme.background);
    set(QPalette::Text, theme.text);
    set(QPalette::PlaceholderText, theme.faint);
    set(QPalette::Button, theme.surface);
    set(QPalette::ButtonText, theme.text);
    set(QPalette::BrightText, theme.bad);
    set(QPalette::Highlight, theme.selection);
    set(QPalette::HighlightedText, theme.text);
    set(QPalette::ToolTipBase, theme.surface);
    set(QPalette::ToolTipText, theme.text);
    set(QPalette::Link, theme.accent);
    set(QPalette::LinkVisited, theme.accent);
    constexpr double Between = 0.5;
    set(QPalette::Light, theme.surface);
    set(QPalette::Midlight, blended(theme.line, theme.background, Between));
    set(QPalette::Mid, theme.line);
    set(QPalette::Dark, blended(theme.faint, theme.line, Between));
    set(QPalette::Shadow, theme.faint);
    setDisabled(palette, theme);
    return palette;
}

void applyTheme(ThemeChoice choice)
{
    const Theme &theme = chosenTheme(choice);
    if (!qobject_cast<ThemedStyle *>(QApplication::style()))
        QApplication::setStyle(new ThemedStyle);
    QApplication::setPalette(paletteOf(theme));
}

} // namespace broadcaster
