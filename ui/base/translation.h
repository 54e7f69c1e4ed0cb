// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>
#include <QtCore/QTranslator>

#include <span>

class QLocale;

namespace broadcaster {

/// A language of the window.
struct Language {
    QString code; ///< As QLocale takes it: "de", "pt_BR".
    QString name; ///< In the language itself.
};

/// By their names.
[[nodiscard]] std::span<const Language> languages();

/// Translates the program into a locale's language while it lives; an unknown language gets
/// English. REQUIRES: a QCoreApplication; texts that were read before stay as they were.
class Translation final {
public:
    explicit Translation(const QLocale &locale);
    Q_DISABLE_COPY_MOVE(Translation)

    /// From now on into another language.
    void setLocale(const QLocale &locale);

private:
    QTranslator m_texts;
    QTranslator m_qt; ///< Texts of Qt's own dialogs.
};

} // namespace broadcaster
