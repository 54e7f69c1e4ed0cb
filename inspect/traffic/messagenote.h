// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

namespace broadcaster {

/// The user's own note on a message.
struct MessageNote {
    static constexpr qsizetype MaxCommentBytes = 1000;

    bool isMarked = false;
    QByteArray comment; ///< UTF-8; MaxCommentBytes at most.

    [[nodiscard]] bool isEmpty() const { return !isMarked && comment.isEmpty(); }
    friend bool operator==(const MessageNote &, const MessageNote &) = default;
};

} // namespace broadcaster
