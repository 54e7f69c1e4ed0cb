// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/tlscontext.h"

#include <QtCore/QByteArray>

#include <memory>
#include <string_view>

namespace broadcaster {

/// A client's side of TLS without a network: bytes in, bytes out.
class TlsPeer final {
public:
    /// The certificate of the broker's side, made when it is first asked for.
    [[nodiscard]] static const TlsContext &serverContext();

    /// `version`: OpenSSL's number of it.
    explicit TlsPeer(int version);
    ~TlsPeer();
    Q_DISABLE_COPY_MOVE(TlsPeer)

    /// Takes bytes that the broker has sent; returns the data in them. Checks that they are TLS
    /// records, also when the session has failed.
    [[nodiscard]] QByteArray take(std::string_view bytes);
    /// Encrypts data; false: the session is over.
    bool write(const QByteArray &data);
    /// Sends records that have no data. TLS 1.2 has none of them.
    void updateKeys(int count, bool asksForOthers);
    /// Tells the broker that no more data follows.
    void sayGoodbye();
    /// Bytes for the broker since the last call.
    [[nodiscard]] QByteArray takeOutput();

    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }

private:
    struct Free {
        void operator()(SSL *ssl) const;
    };

    void checkRecords(std::string_view bytes);

    std::unique_ptr<SSL, Free> m_ssl;
    QByteArray m_recordHead; ///< State of the bytes from the broker.
    qsizetype m_recordRest = 0; ///< Missing bytes of the current record.
    bool m_hasFailed = false;
};

} // namespace broadcaster
