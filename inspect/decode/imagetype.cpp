// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/decode/imagetype.h"

namespace broadcaster {

namespace {

constexpr QByteArrayView PngBegin("\x89PNG\r\n\x1a\n");
constexpr QByteArrayView JpegBegin("\xff\xd8\xff");
constexpr QByteArrayView WebpBegin("RIFF");
constexpr QByteArrayView WebpName("WEBP");
constexpr qsizetype WebpNameAt = 8; // Behind the size of the file.
constexpr QByteArrayView Scheme("data:");
constexpr QByteArrayView Base64Mark(";base64");
constexpr qsizetype MaxHead = 256; ///< Bytes before the comma of a data URL.

} // namespace

QByteArray imageType(QByteArrayView bytes)
{
    if (bytes.startsWith(PngBegin))
        return "png";
    if (bytes.startsWith(JpegBegin))
        return "jpeg";
    if (bytes.startsWith("GIF87a") || bytes.startsWith("GIF89a"))
        return "gif";
    if (bytes.startsWith(WebpBegin) && bytes.size() > WebpNameAt
        && bytes.sliced(WebpNameAt).startsWith(WebpName))
        return "webp";
    return {};
}

std::optional<DataUrl> dataUrl(QByteArrayView text)
{
    if (!text.startsWith(Scheme))
        return std::nullopt;
    const qsizetype comma = text.first(std::min(text.size(), MaxHead)).indexOf(',');
    if (comma < 0)
        return std::nullopt;
    const QByteArrayView head = text.first(comma).sliced(Scheme.size());
    if (!head.endsWith(Base64Mark))
        return std::nullopt;
    const QByteArrayView type = head.chopped(Base64Mark.size());
    const qsizetype parameters = type.indexOf(';');
    return DataUrl { parameters < 0 ? type : type.first(parameters), text.sliced(comma + 1) };
}

} // namespace broadcaster
