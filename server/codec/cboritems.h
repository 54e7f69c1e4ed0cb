// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArrayView>

namespace broadcaster {

/// Whether CBOR (RFC 8949) has more data items than that, each of a container and each piece of a
/// string counted. Costs no memory, while a QCborValue takes about a hundred bytes for an item of
/// one byte. Bytes that are not CBOR count up to the item that is cut.
[[nodiscard]] bool hasMoreCborItems(QByteArrayView cbor, qsizetype most);

} // namespace broadcaster
