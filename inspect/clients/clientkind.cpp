// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/clients/clientkind.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype MaxWordLength = 24;

struct Browser {
    QLatin1StringView product;
    QLatin1StringView name;
};
/// The most telling first: every browser calls itself several others as well.
constexpr std::array Browsers {
    Browser { "Edg/"_L1, "Edge"_L1 },
    Browser { "OPR/"_L1, "Opera"_L1 },
    Browser { "Electron/"_L1, "Electron"_L1 },
    Browser { "Firefox/"_L1, "Firefox"_L1 },
    Browser { "Chrome/"_L1, "Chrome"_L1 },
    Browser { "Chromium/"_L1, "Chrome"_L1 },
    Browser { "Safari/"_L1, "Safari"_L1 },
};

/// Products that many different programs send: languages and libraries, in lower case.
constexpr std::array Libraries { "aiohttp"_L1, "apache-httpclient"_L1, "autobahnpython"_L1,
    "axios"_L1, "bun"_L1, "curl"_L1, "dart"_L1, "deno"_L1, "dotnet"_L1, "faye"_L1,
    "go-http-client"_L1, "gorilla"_L1, "hixie76"_L1, "httpx"_L1, "insomnia"_L1, "java"_L1,
    "java-http-client"_L1, "jetty"_L1, "ktor-client"_L1, "libwebsockets"_L1, "mozilla"_L1,
    "netty"_L1, "node"_L1, "node-fetch"_L1, "node.js"_L1, "nodejs"_L1, "okhttp"_L1, "php"_L1,
    "postmanruntime"_L1, "python"_L1, "python-requests"_L1, "python-urllib"_L1,
    "python-websockets"_L1, "reqwest"_L1, "ruby"_L1, "tungstenite"_L1, "undici"_L1, "websocat"_L1,
    "websocket"_L1, "websocket++"_L1, "websocket-client"_L1, "websockets"_L1, "ws"_L1 };

bool isWordCharacter(QChar character)
{
    return character.isLetterOrNumber() || u"-_.+"_s.contains(character);
}

/// The first product of a user agent (RFC 9110, section 10.1.5); empty: not a usable word.
QString productOf(const QString &userAgent)
{
    const auto end = std::find_if(userAgent.cbegin(), userAgent.cend(),
        [](QChar each) { return each == u'/' || each == u' ' || each == u'('; });
    const QString word = userAgent.left(end - userAgent.cbegin());
    const bool isUsable = word.size() <= MaxWordLength
        && std::any_of(word.cbegin(), word.cend(), [](QChar each) { return each.isLetter(); })
        && std::all_of(word.cbegin(), word.cend(), isWordCharacter);
    return isUsable ? word : QString();
}

QString typeWord(ClientType type)
{
    const std::string_view name = wireName(type);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

} // namespace

ClientKind clientKind(ClientType type, const QString &userAgent)
{
    if (userAgent.startsWith("Mozilla/"_L1)) {
        for (const Browser &browser : Browsers) {
            if (userAgent.contains(browser.product))
                return { browser.name, false };
        }
        return { typeWord(type), false };
    }
    const QString product = productOf(userAgent);
    const QString folded = product.toLower();
    const bool isLibrary = product.isEmpty()
        || std::find(Libraries.begin(), Libraries.end(), folded) != Libraries.end();
    const bool isType = clientTypeFromWire(folded.toStdString()).has_value();
    if (isLibrary || isType)
        return { typeWord(type), false };
    return { product, true };
}

} // namespace broadcaster
