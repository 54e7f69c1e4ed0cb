// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/gateway/consoledoor.h"

#include <vector>

namespace broadcaster {

/// Has as many places as a test gives it, and keeps the consoles that come.
class FakeConsoleDoor final : public ConsoleDoor {
public:
    bool takePlace() override { return places-- > 0; }
    void giveBackPlace() override { ++places; }
    void adopt(ConsoleUpgrade upgrade) override { adopted.push_back(std::move(upgrade)); }

    int places = 1;
    std::vector<ConsoleUpgrade> adopted;
};

} // namespace broadcaster
