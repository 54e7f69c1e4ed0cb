// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/options.h"

namespace broadcaster {

/// Sets the option to a number, within its bounds or not. REQUIRES: the member is a number that can
/// hold it.
inline void setOptionNumber(BrokerConfig &config, const Option &option, qint64 value)
{
    const auto set
        = [&](auto member) {
              if constexpr (requires { member = static_cast<int BrokerConfig::*>(nullptr); }
            || requires { member = static_cast<quint16 BrokerConfig::*>(nullptr); }
            || requires { member = static_cast<qsizetype BrokerConfig::*>(nullptr); }
            || requires { member = static_cast<std::chrono::seconds BrokerConfig::*>(nullptr); })
                  config.*member = static_cast<std::remove_cvref_t<decltype(config.*member)>>(
                      value);
          };
    std::visit(set, option.member);
}

} // namespace broadcaster
