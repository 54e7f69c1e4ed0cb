// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QStyleOption>

#include <optional>

/// The measures of ThemedStyle where they differ from those of Fusion. Pixels.
namespace broadcaster::stylemetrics {

/// Nothing: that of Fusion holds.
[[nodiscard]] std::optional<int> pixelMetric(QStyle::PixelMetric metric);
[[nodiscard]] std::optional<int> styleHint(QStyle::StyleHint hint);
/// `size` is that of Fusion.
[[nodiscard]] QSize sizeFromContents(
    QStyle::ContentsType type, const QStyleOption *option, QSize size, const QWidget *widget);
/// `rect` is that of Fusion.
[[nodiscard]] QRect subElementRect(QStyle::SubElement element, const QStyleOption *option,
    const QRect &rect, const QWidget *widget);

} // namespace broadcaster::stylemetrics
