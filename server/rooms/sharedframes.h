// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/net/outputpool.h"
#include "server/protocol/bufferpool.h"
#include "server/protocol/messagecompression.h"

#include <QtCore/QByteArray>

#include <array>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace broadcaster {

class Member;

/// Frames for several clients, made once in each form that some of them read. Holds memory only
/// between open() and close().
class SharedFrames final {
public:
    explicit SharedFrames(BufferPool &pool)
        : m_pool(pool)
    {
    }
    ~SharedFrames() { close(); }
    Q_DISABLE_COPY_MOVE(SharedFrames)

    /// REQUIRES: closed. No frame is there yet.
    void open(std::span<Member *const> receivers);
    /// Appends one frame, whose plain bytes `make(QByteArray &)` appends. Returns their number.
    /// `record` is the number of the message's traffic record; 0: none.
    template <typename Make>
    qsizetype append(quint64 record, MessageCompression &compression, Make &&make)
    {
        const qsizetype before = m_plain.bytes.size();
        std::forward<Make>(make)(m_plain.bytes);
        const qsizetype size = m_plain.bytes.size() - before;
        m_plain.blocks.push_back({ record, static_cast<quint32>(size) });
        if (m_compressed) [[unlikely]]
            compressLast(before, record, compression);
        return size;
    }
    void close();

    /// Size in the plain form; 0: no frame is there.
    [[nodiscard]] qsizetype size() const { return m_plain.bytes.size(); }
    /// Puts the frames into the client's queue. REQUIRES: a receiver given to open()
    void send(Member &receiver) const;
    /// The same, but bytes that the system takes at once are not copied.
    void sendShared(Member &receiver) const;

private:
    struct Form {
        QByteArray bytes;
        std::vector<OutputBlock> blocks; ///< The frames in `bytes`.
        qint64 receivers = 0;
    };
    using CompressedForms = std::array<Form, CompressionForms>; ///< By Compression.

    void compressLast(qsizetype from, quint64 record, MessageCompression &compression);
    [[nodiscard]] const Form &formOf(const Member &receiver) const;

    BufferPool &m_pool;
    Form m_plain;
    std::unique_ptr<CompressedForms> m_compressed; ///< Null: every receiver gets the plain form.
};

} // namespace broadcaster
