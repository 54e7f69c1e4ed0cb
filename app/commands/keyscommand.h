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
    void list();
    void issue(const QString &project);
    void revoke(const QString &project);
    void require(const QString &project, bool isOn);
    /// Prints the answer as JSON, or the text.
    void show(const QCborValue &answer, const QString &text);
};

} // namespace broadcaster
