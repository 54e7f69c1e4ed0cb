// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QString>

#include <vector>

namespace broadcaster {

/// UTF-8 cut into rows for the screen: at line breaks, and where a row is full. Pure, and fast
/// enough to be done anew whenever the window changes its width.
class TextRows final {
public:
    static constexpr int MinColumns = 20;
    static constexpr int TabColumns = 4;

    TextRows() = default;
    /// The text outlives it.
    TextRows(QByteArrayView text, int columns);

    [[nodiscard]] int count() const { return static_cast<int>(m_begins.size()); }
    [[nodiscard]] int rowOf(qsizetype offset) const;
    [[nodiscard]] qsizetype begin(int row) const { return m_begins[static_cast<size_t>(row)]; }
    /// Without the line break.
    [[nodiscard]] qsizetype end(int row) const;

private:
    QByteArrayView m_text;
    std::vector<qsizetype> m_begins { 0 };
};

/// A row as it is painted: one or more units for each character, control characters made visible.
struct ShownRow {
    QString text;
    /// Offsets in the bytes, of each unit of `text` and of its end.
    std::vector<qsizetype> offsets;

    ShownRow(QByteArrayView text, qsizetype begin, qsizetype end);
    /// Start of the character at the offset in `text`.
    [[nodiscard]] int unitOf(qsizetype offset) const;
};

/// The character before or after the one at the offset.
[[nodiscard]] qsizetype previousCharacter(QByteArrayView text, qsizetype offset);
[[nodiscard]] qsizetype nextCharacter(QByteArrayView text, qsizetype offset);

} // namespace broadcaster
