// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/base/translation.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QLibraryInfo>
#include <QtCore/QLocale>

#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

std::span<const Language> languages()
{
    static const std::array<Language, 8> all { {
        { u"de"_s, u"Deutsch"_s },
        { u"en"_s, u"English"_s },
        { u"es"_s, u"Español"_s },
        { u"fr"_s, u"Français"_s },
        { u"pt_BR"_s, u"Português (Brasil)"_s },
        { u"hi"_s, u"हिन्दी"_s },
        { u"ja"_s, u"日本語"_s },
        { u"zh_CN"_s, u"简体中文"_s },
    } };
    return all;
}

namespace {

/// The language that the reader of a related one understands: Portuguese of Portugal, Chinese of
/// Singapore.
QLocale nearest(const QLocale &locale)
{
    if (locale.language() == QLocale::Portuguese)
        return QLocale(u"pt_BR"_s);
    if (locale.language() == QLocale::Chinese && locale.script() == QLocale::SimplifiedHanScript)
        return QLocale(u"zh_CN"_s);
    return locale;
}

} // namespace

Translation::Translation(const QLocale &locale)
{
    setLocale(locale);
}

void Translation::setLocale(const QLocale &locale)
{
    QCoreApplication::removeTranslator(&m_texts);
    QCoreApplication::removeTranslator(&m_qt);
    const QString folder = u":/translations"_s;
    // English is in the sources already, except for its plurals.
    if (m_texts.load(nearest(locale), u"broadcaster"_s, u"_"_s, folder)
        || m_texts.load(u"broadcaster_en"_s, folder))
        QCoreApplication::installTranslator(&m_texts);
    if (m_qt.load(locale, u"qtbase"_s, u"_"_s, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&m_qt);
}

} // namespace broadcaster
