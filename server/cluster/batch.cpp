// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/batch.h"

#include "server/api/bytes.h"
#include "server/api/check.h"
#include "server/cluster/littleendian.h"
#include "server/cluster/records.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <utility>

namespace broadcaster {

namespace {

constexpr std::string_view BatchMagic = "BC";
constexpr quint8 SignedFlag = 1;

std::optional<BatchSecret::Signature> hmacSha256(std::string_view key, std::string_view bytes)
{
    BatchSecret::Signature signature;
    unsigned int size = 0;
    const bool isDone = HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
                            reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size(),
                            reinterpret_cast<unsigned char *>(signature.data()), &size)
        != nullptr;
    if (!ensure(isDone && size == signature.size()))
        return std::nullopt;
    return signature;
}

} // namespace

std::optional<BatchCounts> countRecords(std::string_view records)
{
    BatchCounts counts;
    RecordReader reader(records);
    while (const auto record = reader.next()) {
        ++counts.records;
        counts.messages += record->kind == RecordKind::Message ? 1 : 0;
        counts.accounts += record->kind == RecordKind::Account ? 1 : 0;
    }
    return reader.hasFailed() ? std::nullopt : std::optional(counts);
}

BatchSecret::BatchSecret(std::string_view secret, std::string_view space)
    : m_isEmpty(secret.empty())
{
    if (!m_isEmpty)
        m_key = hmacSha256(secret, space);
}

std::optional<BatchSecret::Signature> BatchSecret::sign(std::string_view bytes) const
{
    return m_key ? hmacSha256({ m_key->data(), m_key->size() }, bytes) : std::nullopt;
}

bool BatchSecret::isSignedBy(std::string_view bytes, std::string_view signature) const
{
    const auto right = sign(bytes);
    return right && right->size() == signature.size()
        && CRYPTO_memcmp(right->data(), signature.data(), right->size()) == 0;
}

BatchWriter::BatchWriter()
    : m_bytes(BatchHeadSize, '\0')
{
}

BatchCounts BatchWriter::counts() const
{
    const auto counts = countRecords(view(m_bytes).substr(BatchHeadSize));
    return ensure(counts.has_value()) ? *counts : BatchCounts {};
}

QByteArray BatchWriter::finish(
    const BatchHead &head, const BatchCounts &counts, const BatchSecret &secret)
{
    QByteArray begin(BatchMagic.data(), static_cast<qsizetype>(BatchMagic.size()));
    begin.reserve(BatchHeadSize);
    begin.append(static_cast<char>(BatchVersion));
    begin.append(static_cast<char>(secret.isEmpty() ? 0 : SignedFlag));
    appendNumber(begin, counts.records);
    appendNumber(begin, head.origin.value());
    appendNumber(begin, head.to.value());
    appendNumber(begin, head.numbers.sequence);
    appendNumber(begin, head.numbers.messagesBefore);
    appendNumber(begin, head.timeMs);
    QByteArray batch = std::exchange(m_bytes, QByteArray(BatchHeadSize, '\0'));
    std::copy(begin.cbegin(), begin.cend(), batch.begin());
    if (const auto signature = secret.sign(view(batch)))
        batch.append(signature->data(), BatchSecret::SignatureSize);
    return batch;
}

std::variant<Batch, BatchError> readBatch(
    std::string_view bytes, BrokerId self, const BatchSecret &secret)
{
    if (!bytes.starts_with(BatchMagic) || bytes.size() == BatchMagic.size())
        return BatchError { BatchFault::NotABatch };
    const auto version = static_cast<quint8>(bytes[2]);
    if (version != BatchVersion)
        return BatchError { BatchFault::OtherVersion, version };
    if (bytes.size() < BatchHeadSize)
        return BatchError { BatchFault::Truncated };
    const auto flags = static_cast<quint8>(bytes[3]);
    if ((flags & ~SignedFlag) != 0)
        return BatchError { BatchFault::NotABatch };
    const bool isSigned = flags == SignedFlag;
    if (isSigned != !secret.isEmpty())
        return BatchError { isSigned ? BatchFault::SignedButNoSecret : BatchFault::NotSigned };
    std::string_view covered = bytes;
    if (isSigned) {
        if (bytes.size() < BatchHeadSize + BatchSecret::SignatureSize)
            return BatchError { BatchFault::Truncated };
        covered.remove_suffix(BatchSecret::SignatureSize);
        if (!secret.isSignedBy(covered, bytes.substr(covered.size())))
            return BatchError { BatchFault::WrongSignature };
    }
    Batch batch;
    batch.head.origin = BrokerId(numberAt<quint64>(covered, 8));
    batch.head.to = BrokerId(numberAt<quint64>(covered, 16));
    batch.head.numbers = { numberAt<quint64>(covered, 24), numberAt<quint64>(covered, 32) };
    batch.head.timeMs = numberAt<qint64>(covered, 40);
    if (batch.head.origin.isNull())
        return BatchError { BatchFault::NotABatch };
    if (!batch.head.to.isNull() && batch.head.to != self)
        return BatchError { BatchFault::NotForThisBroker };
    batch.records = covered.substr(BatchHeadSize);
    const auto counts = countRecords(batch.records);
    if (!counts || counts->records != numberAt<quint32>(covered, 4))
        return BatchError { BatchFault::Truncated };
    batch.counts = *counts;
    return batch;
}

} // namespace broadcaster
