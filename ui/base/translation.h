// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QTranslator>

class QLocale;

namespace broadcaster {

/// The program speaks the locale's language while this lives, and English where it does not know
/// it. REQUIRES: a QCoreApplication; texts that were read before stay as they were.
class Translation final {
public:
    explicit Translation(const QLocale &locale);
    Q_DISABLE_COPY_MOVE(Translation)

private:
    QTranslator m_texts;
    QTranslator m_qt; ///< Of Qt's own dialogs.
};

} // namespace broadcaster
