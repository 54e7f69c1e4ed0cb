// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/protocol/envelope.h"

namespace broadcaster {

/// An envelope that did not come from a client, checked as a client's would be.
class GivenEnvelope final {
public:
    /// Fails with InvalidArgument, with the words of the error that a client would get.
    [[nodiscard]] static Result<GivenEnvelope> read(
        const QByteArray &text, qsizetype maxSize, EnvelopeScanner &scanner);

    /// Valid until the scanner's next message.
    [[nodiscard]] const Envelope &envelope() const { return m_envelope; }

private:
    QByteArray m_padded; ///< The envelope points into it.
    Envelope m_envelope;
};

} // namespace broadcaster
