// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/protocol/permessagedeflate.h"

#include <QtCore/QByteArrayList>

namespace broadcaster {

namespace {

/// Offers may ask for less, but zlib has no smaller window.
constexpr int LeastWindowBits = SmallWindowBits;

/// A parameter of an offer: `name`, `name=value` or `name="value"`.
struct Parameter {
    QByteArray name;
    QByteArray value; ///< Null: it has none.
};

Parameter readParameter(const QByteArray &text)
{
    const qsizetype equals = text.indexOf('=');
    if (equals < 0)
        return { text.trimmed().toLower(), {} };
    QByteArray value = text.mid(equals + 1).trimmed();
    if (value.size() >= 2 && value.startsWith('"') && value.endsWith('"'))
        value = value.sliced(1, value.size() - 2);
    return { text.first(equals).trimmed().toLower(), value.isNull() ? QByteArray("") : value };
}

/// The bits of a window, 8 to 15 without leading zeros; null for other texts.
std::optional<int> windowBits(const QByteArray &text)
{
    bool isNumber = false;
    const int bits = text.toInt(&isNumber);
    if (!isNumber || bits < 8 || bits > FullWindowBits || QByteArray::number(bits) != text)
        return std::nullopt;
    return bits;
}

/// An offer so far. A repeated parameter makes it invalid.
struct Offer {
    bool hasServerTakeover = false;
    bool hasClientTakeover = false;
    bool hasClientWindow = false;
    std::optional<int> serverWindow {};

    /// False: the offer cannot be accepted.
    [[nodiscard]] bool take(const Parameter &parameter)
    {
        if (parameter.name == "server_no_context_takeover")
            return parameter.value.isNull() && !std::exchange(hasServerTakeover, true);
        if (parameter.name == "client_no_context_takeover")
            return parameter.value.isNull() && !std::exchange(hasClientTakeover, true);
        if (parameter.name == "client_max_window_bits")
            return (parameter.value.isNull() || windowBits(parameter.value))
                && !std::exchange(hasClientWindow, true);
        if (parameter.name != "server_max_window_bits" || serverWindow)
            return false;
        serverWindow = windowBits(parameter.value);
        return serverWindow && *serverWindow >= LeastWindowBits;
    }
};

std::optional<DeflateAnswer> accept(const QByteArray &text)
{
    const QByteArrayList parts = text.split(';');
    if (parts.first().trimmed().toLower() != "permessage-deflate")
        return std::nullopt;
    Offer offer;
    for (const QByteArray &part : parts.sliced(1)) {
        if (!offer.take(readParameter(part)))
            return std::nullopt;
    }
    DeflateAnswer answer { Compression::FullWindow,
        "permessage-deflate; server_no_context_takeover; client_no_context_takeover" };
    if (offer.serverWindow) {
        answer.header += "; server_max_window_bits=" + QByteArray::number(*offer.serverWindow);
        if (*offer.serverWindow < FullWindowBits)
            answer.compression = Compression::SmallWindow;
    }
    return answer;
}

} // namespace

std::optional<DeflateAnswer> acceptDeflate(QByteArrayView offers)
{
    const QByteArrayList all = offers.toByteArray().split(',');
    for (const QByteArray &text : all) {
        if (auto answer = accept(text))
            return answer;
    }
    return std::nullopt;
}

} // namespace broadcaster
