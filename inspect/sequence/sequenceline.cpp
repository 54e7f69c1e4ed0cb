// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "inspect/sequence/sequenceline.h"

namespace broadcaster {

SequenceLine sequenceLine(const SequenceMessage &message, const SequenceLanes &lanes)
{
    SequenceLine line;
    line.from = lanes.laneOf(message.from);
    line.fate = message.fate;
    line.elsewhere = message.unlisted;
    for (const SequenceHead &head : message.heads) {
        const int lane = lanes.laneOf(head.to);
        if (lane == SequenceLanes::None)
            ++line.elsewhere;
        else
            line.heads.push_back({ lane, head.state, head.isMirror });
    }
    return line;
}

} // namespace broadcaster
