// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/givenenvelope.h"

namespace broadcaster {

Result<GivenEnvelope> GivenEnvelope::read(
    const QByteArray &text, qsizetype maxSize, EnvelopeScanner &scanner)
{
    const auto invalid = [](std::string_view words, ErrorReason reason) {
        return Error { ErrorCode::InvalidArgument,
            QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size())), reason };
    };
    if (text.size() > maxSize)
        return invalid("the message is too big", ErrorReason::MessageTooBig);
    GivenEnvelope given;
    given.m_padded = text + QByteArray(ScanPadding, '\0');
    const ScanResult result = scanner.scan(
        { given.m_padded.constData(), static_cast<size_t>(text.size()) }, given.m_envelope);
    if (result != ScanResult::Ok)
        return invalid(scanErrorMessage(result), scanErrorReason(result));
    return given;
}

} // namespace broadcaster
