// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QTranslator>

class QLocale;

namespace broadcaster {

/// Translates the program into the locale's language while it lives; an unknown language gets
/// English. REQUIRES: a QCoreApplication; texts that were read before stay as they were.
class Translation final {
public:
    explicit Translation(const QLocale &locale);
    Q_DISABLE_COPY_MOVE(Translation)

private:
    QTranslator m_texts;
    QTranslator m_qt; ///< Texts of Qt's own dialogs.
};

} // namespace broadcaster
