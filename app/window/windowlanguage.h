// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/translation.h"

namespace broadcaster {

class ConsoleWindow;

/// The language of the window, with its numbers and dates. REQUIRES: a QApplication.
class WindowLanguage final {
public:
    /// BROADCASTER_LANGUAGE takes precedence, then the saved code; otherwise LANGUAGE and LANG
    /// decide, as usual.
    explicit WindowLanguage(const QString &saved);

    /// Lets the user change it in this window. Outlives it.
    void offer(ConsoleWindow &console);

private:
    Translation m_translation;
};

} // namespace broadcaster
