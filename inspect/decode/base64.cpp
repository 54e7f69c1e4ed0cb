// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/decode/base64.h"

#include "inspect/decode/imagetype.h"

#include <algorithm>

namespace broadcaster {

namespace {

constexpr qsizetype GroupSize = 4;
/// Shorter text is base64 by chance too often.
constexpr qsizetype LeastTextBytes = 6;
constexpr qsizetype LeastMixedLetters = 24;

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}

bool isHexOrDash(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
}

} // namespace

std::optional<QByteArray> base64Decoded(QByteArrayView text)
{
    qsizetype letters = text.size();
    while (letters > 0 && text.size() - letters < 2 && text[letters - 1] == '=')
        --letters;
    const qsizetype rest = letters % GroupSize;
    const bool isPadded = letters < text.size();
    if (letters == 0 || rest == 1 || (isPadded && text.size() % GroupSize != 0))
        return std::nullopt;
    const QByteArrayView body = text.first(letters);
    const bool isUrl = body.contains('-') || body.contains('_');
    const auto options = isUrl ? QByteArray::Base64UrlEncoding : QByteArray::Base64Encoding;
    const auto result = QByteArray::fromBase64Encoding(
        body.toByteArray(), options | QByteArray::AbortOnBase64DecodingErrors);
    if (result.decodingStatus != QByteArray::Base64DecodingStatus::Ok)
        return std::nullopt;
    return result.decoded;
}

bool isReadableText(QByteArrayView bytes)
{
    const auto isControl = [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte == 0x7f || (byte < ' ' && c != '\t' && c != '\n' && c != '\r');
    };
    if (bytes.isEmpty() || std::any_of(bytes.begin(), bytes.end(), isControl))
        return false;
    return bytes.isValidUtf8();
}

bool isProbablyBase64(QByteArrayView text, QByteArrayView decoded)
{
    if (std::all_of(text.begin(), text.end(), isHexOrDash))
        return false;
    if (!imageType(decoded).isEmpty())
        return true;
    if (decoded.size() >= LeastTextBytes && isReadableText(decoded))
        return true;
    if (text.size() < LeastMixedLetters)
        return false;
    const bool isMixed = std::any_of(text.begin(), text.end(), isDigit)
        && std::any_of(text.begin(), text.end(), isUpper)
        && std::any_of(text.begin(), text.end(), isLower);
    return isMixed || text.endsWith('=');
}

} // namespace broadcaster
