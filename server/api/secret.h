// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

namespace broadcaster {

/// A text that only its owner may read. The owner gives out hidden(), which tells whether there is
/// a text, and stands for "as it is" where it comes back.
class Secret final {
public:
    Secret() = default;
    Secret(QByteArray text) // NOLINT(google-explicit-constructor): it is assigned as a text
        : m_text(std::move(text))
    {
    }
    Secret(const char *text) // NOLINT(google-explicit-constructor)
        : m_text(text)
    {
    }

    [[nodiscard]] bool isEmpty() const { return m_text.isEmpty() && !m_isHidden; }
    [[nodiscard]] bool isHidden() const { return m_isHidden; }
    /// Empty if it is hidden.
    [[nodiscard]] const QByteArray &reveal() const { return m_text; }
    [[nodiscard]] Secret hidden() const
    {
        Secret hidden;
        hidden.m_isHidden = !isEmpty();
        return hidden;
    }
    void clear() { *this = Secret(); }

    friend bool operator==(const Secret &, const Secret &) = default;

private:
    QByteArray m_text;
    bool m_isHidden = false;
};

} // namespace broadcaster
