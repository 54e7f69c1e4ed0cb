// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/error.h"
#include "server/api/options.h"

namespace broadcaster {

/// Sets an option to values in the form of the command line: a list to all of them, any other
/// option to the last one. Null, or the fault of the first bad value; then `options` is half
/// changed.
[[nodiscard]] QString setOption(
    StartOptions &options, const Option &option, const QStringList &values);
/// The values that setOption() would take to get the present value.
[[nodiscard]] QStringList optionValues(const StartOptions &options, const Option &option);
/// Why no broker can run with the option's value: InvalidArgument, in words that begin with the
/// option's name. Nothing if a broker can. Members of StartOptions are not checked.
[[nodiscard]] std::optional<Error> optionProblem(const BrokerConfig &config, const Option &option);

/// The member as a number; nothing if it is not one.
[[nodiscard]] std::optional<qint64> optionNumber(const BrokerConfig &config, const Option &option);

/// The number of options that differ.
[[nodiscard]] int changeCount(const BrokerConfig &from, const BrokerConfig &to);
/// The strongest effect of all members that differ.
[[nodiscard]] OptionEffect effectOfChange(const BrokerConfig &from, const BrokerConfig &to);
/// Whether the broker must be stopped and started to go from one to the other.
[[nodiscard]] inline bool needsRestart(const BrokerConfig &from, const BrokerConfig &to)
{
    return effectOfChange(from, to) >= OptionEffect::Restart;
}

} // namespace broadcaster
