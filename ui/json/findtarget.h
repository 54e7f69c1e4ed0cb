// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "inspect/json/jsonfind.h"

namespace broadcaster {

/// A view whose text can be searched by a FindBar.
class FindTarget {
public:
    struct Result {
        qsizetype number = 0; ///< The number of the shown place, from 1; 0: nothing was found.
        qsizetype count = 0;
        bool isCut = false; ///< There are more than `count`.
    };

    virtual ~FindTarget() = default;
    /// Shows a place of the text, from the selection on and around the end.
    virtual Result find(const QByteArray &wanted, FindStep step) = 0;
    /// The search is over: nothing is marked any more.
    virtual void endFind() = 0;
};

} // namespace broadcaster
