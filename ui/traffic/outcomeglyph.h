// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "ui/base/text.h"

#include <QtGui/QColor>

class QPainter;
class QRect;

/// The outcome of a message, by shape and by colour: beside the word, never without it.
namespace broadcaster {

struct Theme;

[[nodiscard]] const QColor &outcomeColour(Outcome outcome, const Theme &theme);
[[nodiscard]] Outcome outcomeOf(Verdict verdict, DeliveryState state);
/// At the left of `rect`, in the middle of its height, `size` pixels wide and high.
void paintOutcome(
    QPainter &painter, const QRect &rect, int size, Outcome outcome, const QColor &colour);

} // namespace broadcaster
