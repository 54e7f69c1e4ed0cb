// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/translation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLibraryInfo>
#include <QtCore/QLocale>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

Translation::Translation(const QLocale &locale)
{
    const QString folder = u":/translations"_s;
    // English is in the sources already, except for its plurals.
    if (m_texts.load(locale, u"broadcaster"_s, u"_"_s, folder)
        || m_texts.load(u"broadcaster_en"_s, folder))
        QCoreApplication::installTranslator(&m_texts);
    if (m_qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace broadcaster
