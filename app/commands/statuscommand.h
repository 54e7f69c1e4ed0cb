// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commands/commandrun.h"

namespace broadcaster {

/// `broadcaster status`: the live projects, the figures of the broker, and its cluster.
class StatusCommand final : public CommandRun {
public:
    [[nodiscard]] static const CommandInfo &info();
    using CommandRun::CommandRun;

protected:
    [[nodiscard]] std::optional<Problem> prepare() override;
    void begin() override;

private:
    void showOverview(const BrokerOverview &overview, const ClusterInfo &cluster);
    void printOverview();
    void showProject();
};

} // namespace broadcaster
