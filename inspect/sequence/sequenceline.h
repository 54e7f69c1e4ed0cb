// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/sequence/sequencelanes.h"

#include <QtCore/QString>

namespace broadcaster {

/// One row of a diagram, ready to be drawn: a message between lanes.
struct SequenceLine {
    struct Head {
        int lane = 0;
        DeliveryState state = DeliveryState::Sent;
        bool isMirror = false;

        [[nodiscard]] bool isDropped() const
        {
            return state == DeliveryState::TooSlow || state == DeliveryState::ConnectionLost;
        }
    };

    int from = SequenceLanes::None; ///< None: there are too many lanes.
    std::vector<Head> heads;
    quint64 elsewhere = 0; ///< Receivers without a head.
    SequenceMessage::Fate fate = SequenceMessage::Fate::Arrives;
    QString label; ///< Type of the message.
    QString note; ///< "312 ms", "nobody", "+3 more"; may be empty.
    QString time; ///< "12:01:02.114"
    QString gap; ///< "5 s later", only after a long pause.
    bool isReply = false;
    bool isError = false;
};

/// The message on the lanes. Texts are left empty.
[[nodiscard]] SequenceLine sequenceLine(const SequenceMessage &message, const SequenceLanes &lanes);

} // namespace broadcaster
