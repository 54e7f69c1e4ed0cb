// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commands/commandrun.h"

namespace broadcaster {

/// `broadcaster keys`: issues, lists and revokes API keys.
class KeysCommand final : public CommandRun {
public:
    [[nodiscard]] static const CommandInfo &info();
    using CommandRun::CommandRun;

protected:
    [[nodiscard]] std::optional<Problem> prepare() override;
    void begin() override;
    [[nodiscard]] int exitCodeUnread() const override;

private:
    void issue(const ProjectId &project);
    void revoke(const ProjectId &project);
    void require(const ProjectId &project, bool isOn);
};

} // namespace broadcaster
