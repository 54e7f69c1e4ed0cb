// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

#include <optional>

namespace broadcaster {

/// "png", "jpeg", "gif" or "webp" by the first bytes of a file; empty: none of them. Says nothing
/// about the rest.
[[nodiscard]] QByteArray imageType(QByteArrayView bytes);

/// A `data:` URL (RFC 2397) in base64; null when the text is not one.
struct DataUrl {
    QByteArrayView mediaType; ///< "image/png", without parameters; may be empty.
    QByteArrayView base64; ///< Not decoded. Views of the text.
};
[[nodiscard]] std::optional<DataUrl> dataUrl(QByteArrayView text);

} // namespace broadcaster
