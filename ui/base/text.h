// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/traffic/trafficrow.h"
#include <QtCore/QString>

/// Values in words and figures, in the user's language, the same on every page.
namespace broadcaster {

[[nodiscard]] QString sizeText(qint64 bytes); ///< "186 B", "1.2 KiB", "22.0 KiB"
[[nodiscard]] QString countText(qint64 count); ///< With the locale's separators.
[[nodiscard]] QString rateNumber(double perSecond); ///< "82", "0.3"
[[nodiscard]] QString rateText(double perSecond); ///< "82 /s", "0.3 /s"
[[nodiscard]] QString rateText(std::optional<double> perSecond); ///< A dash without a value.
[[nodiscard]] QString clockText(qint64 timeMs); ///< Local "12:01:02.114"
[[nodiscard]] QString timeOfDayText(qint64 timeMs); ///< Local "12:01:02"
[[nodiscard]] QString dateTimeText(qint64 timeMs); ///< Local "2026-01-28 12:01:02"
[[nodiscard]] QString agoText(qint64 milliseconds); ///< "just now", "3 min ago"
[[nodiscard]] QString durationText(qint64 milliseconds); ///< "12 s", "3 min", "2 h 10 min", "4 d"
[[nodiscard]] QString spanText(qint64 milliseconds); ///< "3 ms", "1.204 s", "2 min 3 s"
[[nodiscard]] QString deltaText(qint64 milliseconds); ///< "+3 ms", "+1.204 s", "-2 min 3 s"
[[nodiscard]] QString shortId(QByteArrayView clientId); ///< "8f1c…"
[[nodiscard]] QString typeName(ClientType type); ///< As on the wire.

[[nodiscard]] QString kindText(TrafficKind kind);
/// "sent", "dropped: too slow", "skipped: it is the sender". The state counts for clients that the
/// message is for.
[[nodiscard]] QString verdictText(Verdict verdict, DeliveryState state);
/// The message is for a client of another broker, which knows how far it has come.
[[nodiscard]] bool isPassedOn(const DeliveryLine &line);
/// The same for a client that may be connected to another broker: "passed on to broker b2".
[[nodiscard]] QString verdictText(const DeliveryLine &line, DeliveryState state);
/// "1 of 2", "1 queued of 2", "1 dropped of 2", "nobody", "rejected": the Delivered column.
[[nodiscard]] QString deliveredText(const TrafficRow &row);
enum class Outcome {
    Delivered, ///< Sent to all its receivers.
    Waiting, ///< Some receivers have not taken it yet.
    Partly, ///< Some receivers will not get it.
    Nobody, ///< No receiver will get it, or there was none.
    Rejected,
    None,
};
[[nodiscard]] Outcome outcomeOf(const TrafficRow &row);
/// The pattern with its places %1 to %9 filled. Unlike QString::arg(), it does not take `%1` in an
/// argument for a place.
[[nodiscard]] QString filledIn(const QString &pattern, const QStringList &arguments);

} // namespace broadcaster
