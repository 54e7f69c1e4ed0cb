// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerid.h"

#include <array>
#include <optional>
#include <string_view>
#include <variant>

namespace broadcaster {

/// Records of one batch by their kinds.
struct BatchCounts {
    quint32 records = 0;
    quint32 messages = 0; ///< RecordKind::Message.
    quint32 accounts = 0; ///< RecordKind::Account.

    friend bool operator==(const BatchCounts &, const BatchCounts &) = default;
};

/// Nothing if the bytes are not whole records.
[[nodiscard]] std::optional<BatchCounts> countRecords(std::string_view records);

/// Place of a batch among all that one broker has published to another (PairSent).
struct BatchNumbers {
    quint64 sequence = 0; ///< Number of the batch, from 1. 0: to all brokers.
    quint64 messagesBefore = 0; ///< Messages in earlier batches.

    friend bool operator==(const BatchNumbers &, const BatchNumbers &) = default;
};

struct BatchHead {
    BrokerId origin;
    BrokerId to; ///< Null: all brokers.
    BatchNumbers numbers;
    qint64 timeMs = 0; ///< At the origin, since the Unix epoch.

    friend bool operator==(const BatchHead &, const BatchHead &) = default;
};

/// Head of a batch: "BC", version u8, flags u8 (1: signed), count of records u32, origin u64, to
/// u64, sequence u64, messages before u64, time i64. The records follow, then the signature, if
/// any.
inline constexpr qsizetype BatchHeadSize = 48;
inline constexpr quint8 BatchVersion = 1;

/// Proves that a batch comes from a broker that knows the cluster's secret: HMAC-SHA256 over all
/// of its bytes, with a key that is made of the secret and the namespace.
class BatchSecret final {
public:
    static constexpr qsizetype SignatureSize = 32;
    using Signature = std::array<char, SignatureSize>;

    BatchSecret() = default; ///< Batches are not signed.
    /// An empty secret is none.
    BatchSecret(std::string_view secret, std::string_view space);

    [[nodiscard]] bool isEmpty() const { return m_isEmpty; }
    /// Nothing without a secret, and where the machine's cryptography fails.
    [[nodiscard]] std::optional<Signature> sign(std::string_view bytes) const;
    /// Takes the same time wherever the signatures differ.
    [[nodiscard]] bool isSignedBy(std::string_view bytes, std::string_view signature) const;

private:
    bool m_isEmpty = true;
    std::optional<Signature> m_key; ///< Also nothing where the machine's cryptography fails.
};

/// Collects the records of one batch.
class BatchWriter final {
public:
    BatchWriter();

    /// Records are appended here (records.h).
    [[nodiscard]] QByteArray &records() { return m_bytes; }
    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    [[nodiscard]] qsizetype size() const { return m_bytes.size() - BatchHeadSize; }
    [[nodiscard]] BatchCounts counts() const;

    /// The finished batch; the next one begins. `counts` are counts().
    [[nodiscard]] QByteArray finish(
        const BatchHead &head, const BatchCounts &counts, const BatchSecret &secret);

private:
    QByteArray m_bytes;
};

/// A batch as it was received. `records` are whole, so a batch is taken as one or not at all.
struct Batch {
    BatchHead head;
    BatchCounts counts;
    std::string_view records; ///< For a RecordReader. Belongs to the bytes that were read.
};

enum class BatchFault {
    NotABatch, ///< Other bytes, or a head that a broker does not write.
    OtherVersion,
    NotSigned, ///< This broker has a secret, and the sender has none.
    WrongSignature, ///< Another secret, another namespace, or a forgery.
    SignedButNoSecret, ///< The sender has a secret, and this broker has none.
    NotForThisBroker,
    Truncated, ///< Cut, or its records do not fill it.
};

struct BatchError {
    BatchFault fault = BatchFault::NotABatch;
    quint8 version = 0; ///< OtherVersion: the version of the batch.

    friend bool operator==(const BatchError &, const BatchError &) = default;
};

/// Reads any bytes; a signature is checked before anything that it covers is believed.
[[nodiscard]] std::variant<Batch, BatchError> readBatch(
    std::string_view bytes, BrokerId self, const BatchSecret &secret);

} // namespace broadcaster
