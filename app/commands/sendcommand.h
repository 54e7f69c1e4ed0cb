// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/commands/commandrun.h"

namespace broadcaster {

/// `broadcaster send`: sends one envelope from the broker itself.
class SendCommand final : public CommandRun {
public:
    [[nodiscard]] static const CommandInfo &info();
    using CommandRun::CommandRun;

protected:
    [[nodiscard]] std::optional<Problem> prepare() override;
    void begin() override;
    [[nodiscard]] int exitCodeOf(ErrorCode code) const override;

private:
    QByteArray m_envelope;
};

} // namespace broadcaster
