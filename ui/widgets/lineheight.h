// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGui/QFontMetrics>

#include <algorithm>

namespace broadcaster {

/// The height of a line with this text. The font's own height is not enough where letters come from
/// another, taller font, as those of Hindi or Japanese often do.
[[nodiscard]] inline int lineHeight(const QFontMetrics &metrics, const QString &text)
{
    return std::max(metrics.height(), metrics.size(Qt::TextSingleLine, text).height());
}

} // namespace broadcaster
