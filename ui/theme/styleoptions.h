// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtWidgets/QStyle>
#include <QtWidgets/QStyleOption>

namespace broadcaster {

/// REQUIRES: the option is an `Option`, as Qt documents for the element that is drawn or measured.
template <typename Option>
const Option &as(const QStyleOption *option)
{
    return *static_cast<const Option *>(option);
}

inline bool has(const QStyleOption &option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

} // namespace broadcaster
