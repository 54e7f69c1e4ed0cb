// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QHash>
#include <QtCore/QStringList>

namespace broadcaster {

/// The user's own messages, by name. A value.
class SavedMessages final {
public:
    static constexpr qsizetype MaxCount = 100;
    static constexpr qsizetype MaxNameLength = 80;
    static constexpr qsizetype MaxTextBytes = 64 * 1024;
    static constexpr qsizetype MaxTotalBytes = 1024 * 1024;

    enum class Outcome { Done, NoName, NameTaken, TooMany, TextTooLarge, TotalTooLarge };

    SavedMessages() = default;
    /// Takes the valid entries, in the order of their names, up to the bounds.
    explicit SavedMessages(const QHash<QString, QByteArray> &messages);

    [[nodiscard]] const QHash<QString, QByteArray> &all() const { return m_texts; }
    [[nodiscard]] QStringList names() const; ///< Sorted as people do.
    [[nodiscard]] bool contains(const QString &name) const { return m_texts.contains(name); }
    [[nodiscard]] QByteArray text(const QString &name) const { return m_texts.value(name); }

    /// Replaces the message of that name.
    [[nodiscard]] Outcome save(const QString &name, const QByteArray &text);
    /// Never replaces another message.
    [[nodiscard]] Outcome rename(const QString &from, const QString &to);
    void remove(const QString &name);

private:
    QHash<QString, QByteArray> m_texts;
    qsizetype m_bytes = 0;
};

/// The name as it would be kept: one line, without blanks around it, not too long.
[[nodiscard]] QString savedName(const QString &typed);

} // namespace broadcaster
