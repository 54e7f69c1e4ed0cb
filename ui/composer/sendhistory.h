// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace broadcaster {

/// What was sent last, and a place in it to step through. A value.
class SendHistory final {
public:
    static constexpr qsizetype MaxCount = 50;
    static constexpr qsizetype MaxBytes = 16 * 1024 * 1024;

    /// Steps begin at the latest again.
    void add(const QByteArray &text);
    [[nodiscard]] const QList<QByteArray> &texts() const { return m_texts; } ///< Latest first.

    /// The next older one; `current` is kept for the way back. Null at the oldest.
    [[nodiscard]] QByteArray older(const QByteArray &current);
    /// The next newer one, what was there before the first step at last. Null there.
    [[nodiscard]] QByteArray newer();

private:
    QList<QByteArray> m_texts;
    QByteArray m_draft;
    qsizetype m_at = -1; ///< -1: the draft.
};

} // namespace broadcaster
