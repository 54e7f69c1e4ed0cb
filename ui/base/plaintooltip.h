// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QString>
#include <QtGui/QTextDocument>

namespace broadcaster {

/// A tool tip that shows a stranger's text as it is: Qt would read a project called "<b>" as HTML.
[[nodiscard]] inline QString plainToolTip(const QString &text)
{
    return Qt::mightBeRichText(text) ? QStringLiteral("<span>%1</span>").arg(text.toHtmlEscaped())
                                     : text;
}

} // namespace broadcaster
