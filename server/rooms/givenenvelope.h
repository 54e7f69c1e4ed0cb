// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"
#include "server/protocol/envelope.h"

namespace broadcaster {

/// An envelope of somebody who is no client, checked as a client's would be.
class GivenEnvelope final {
public:
    /// Fails with InvalidArgument, with the words that the sender would get.
    [[nodiscard]] static Result<GivenEnvelope> read(
        const QByteArray &text, qsizetype maxSize, EnvelopeScanner &scanner);

    /// Valid until the scanner's next message.
    [[nodiscard]] const Envelope &envelope() const { return m_envelope; }

private:
    QByteArray m_padded; ///< What the envelope points into.
    Envelope m_envelope;
};

} // namespace broadcaster
