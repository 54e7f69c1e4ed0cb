// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>

namespace broadcaster {

/// The last messages and drafts, and a place among them to step through. A value.
class SendHistory final {
public:
    static constexpr qsizetype MaxCount = 50;
    static constexpr qsizetype MaxBytes = 16 * 1024 * 1024;

    SendHistory() = default;
    /// Takes the texts of an earlier history, latest first, up to the bounds.
    explicit SendHistory(const QList<QByteArray> &texts);

    /// Adds a text; the place among the texts stays.
    void add(const QByteArray &text);
    [[nodiscard]] const QList<QByteArray> &texts() const { return m_texts; } ///< Latest first.
    /// The text before the first step, which is not among the texts; null without a step.
    [[nodiscard]] QByteArray draft() const { return m_at < 0 ? QByteArray() : m_draft; }

    /// The next older text; `current` is kept for the way back, and so is an older text that was
    /// edited. Null at the oldest.
    [[nodiscard]] QByteArray older(const QByteArray &current);
    /// The next newer text, in the end the one before the first step. Null after that.
    [[nodiscard]] QByteArray newer(const QByteArray &current);

private:
    void keepEdited(const QByteArray &current);

    QList<QByteArray> m_texts;
    QByteArray m_draft;
    qsizetype m_at = -1; ///< -1: the draft.
};

} // namespace broadcaster
