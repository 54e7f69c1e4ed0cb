// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QList>
#include <QtCore/QStringList>

#include <optional>

namespace broadcaster {

/// Names between double braces, `{{uuid}}`, that the composer replaces when it sends a text. They
/// may stand inside of JSON strings or in the place of a value. Text that means the braces
/// themselves writes the first one as an escape: `\u007b{uuid}}`. Pure functions.
namespace placeholders {

/// The values for one message.
struct Values {
    qint64 nowMs = 0; ///< Milliseconds since the Unix epoch: `{{now}}` and `{{timestamp}}`.
    QByteArray clientId; ///< `{{clientId}}`
};

/// A text with all values. Each `{{uuid}}` becomes another id.
class Filled final {
public:
    QByteArray text;
    /// The first name that is not known, with its offset in the template. Stays in the text.
    struct Unknown {
        qsizetype offset = 0;
        QByteArray name;
    };
    std::optional<Unknown> unknown;

    /// The place in the template that a byte of the text comes from.
    [[nodiscard]] qsizetype templateOffset(qsizetype offset) const;

private:
    struct Piece {
        qsizetype filled = 0;
        qsizetype filledSize = 0;
        qsizetype original = 0;
        qsizetype originalSize = 0;
    };
    QList<Piece> m_pieces; ///< The placeholders, in their order.

    friend Filled fill(QByteArrayView text, const Values &values);
};

[[nodiscard]] Filled fill(QByteArrayView text, const Values &values);
/// Whether filling needs the client's id.
[[nodiscard]] bool needClientId(QByteArrayView text);
/// The template that means exactly this JSON. Text without braces in its strings stays as it is.
[[nodiscard]] QByteArray literal(const QByteArray &json);
/// With two spaces per level. REQUIRES: filled, the text is valid JSON.
[[nodiscard]] QByteArray indented(const QByteArray &text);
/// `{{uuid}}` and the others.
[[nodiscard]] QStringList names();

} // namespace placeholders

} // namespace broadcaster
