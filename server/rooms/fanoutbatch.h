// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/clock.h"
#include "server/protocol/routing.h"
#include "server/rooms/sharedframes.h"

#include <vector>

namespace broadcaster {

class Member;

/// Frames that go to the same clients, made once and sent to each from this one buffer: to some of
/// them at a time, because they may be thousands. While it is open nothing else may be queued for
/// one of its receivers: settle() with that one first.
class FanoutBatch final {
public:
    /// Identifies the receivers: equal keys mean equal receivers while nobody joins or leaves.
    struct Key {
        const Member *sender = nullptr;
        Route::Kind kind = Route::Kind::Broadcast;
        Member *target = nullptr; ///< ToClient; null: no client has that id.
        int type = -1; ///< ToType; -1: an unknown type.

        friend bool operator==(const Key &, const Key &) = default;
    };

    explicit FanoutBatch(BufferPool &pool)
        : m_frames(pool)
    {
    }

    [[nodiscard]] bool isOpen() const { return size() > 0; }
    /// A frame with this key may be appended.
    [[nodiscard]] bool matches(const Key &key) const
    {
        return isOpen() && !m_isSealed && m_key == key;
    }
    [[nodiscard]] qsizetype size() const { return m_frames.size(); }
    [[nodiscard]] qsizetype receiverCount() const
    {
        return static_cast<qsizetype>(m_receivers.size());
    }

    /// REQUIRES: !isOpen()
    void open(const Key &key, const std::vector<Member *> &receivers);
    /// See SharedFrames::append(). REQUIRES: after open()
    template <typename Make>
    qsizetype append(quint64 record, MessageCompression &compression, Make &&make)
    {
        return m_frames.append(record, compression, std::forward<Make>(make));
    }

    /// No more frames are appended: equal keys do not mean equal receivers any more.
    void seal() { m_isSealed = true; }
    /// Continues the sending, to at least one receiver. False: it is not done at `end`, and sealed.
    /// Otherwise it is closed.
    [[nodiscard]] bool sendUntil(const Clock &clock, Clock::Time end);
    /// Ends the batch for other output: appends its frames to the queue of each receiver.
    void queueAndClose();
    /// The same for one client, if it is a receiver.
    void settle(Member &receiver)
    {
        if (isOpen())
            settleOpen(receiver);
    }

private:
    void settleOpen(Member &receiver);
    void close();

    SharedFrames m_frames;
    Key m_key;
    std::vector<Member *> m_receivers; ///< Null where a receiver was settled.
    size_t m_next = 0; ///< Index in m_receivers.
    bool m_isSealed = false;
};

} // namespace broadcaster
