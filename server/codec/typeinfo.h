// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"
#include "server/api/field.h"

#include <QtCore/QCborValue>
#include <QtCore/QJsonObject>

#include <span>

namespace broadcaster {

/// The way to read what has come over the wire.
struct Decoding {
    /// For questions: every field must be known and, unless it is optional, there. Answers and
    /// events may come from an older or a newer program: unknown fields are skipped, and missing
    /// ones keep their defaults.
    bool isStrict = false;
    /// A configuration that comes changes this one, so that options that the sender does not know
    /// stay as they are. Null: the defaults.
    const BrokerConfig *present = nullptr;
};

/// A type on the wire, as CBOR and, by QCborValue::toJsonValue(), as JSON. A null value is left out
/// of the object that has it.
struct TypeInfo {
    QCborValue (*encode)(const void *value);
    /// Null, or the fault, beginning with its place: `.clients[2].type: not a known name`.
    QString (*decode)(const QCborValue &value, void *to, const Decoding &decoding);
    QJsonObject (*schema)(); ///< JSON Schema (2020-12) of the type as JSON.
};

[[nodiscard]] QCborValue encodeFields(std::span<const FieldInfo> fields, const void *object);
[[nodiscard]] QString decodeFields(std::span<const FieldInfo> fields, const QCborValue &value,
    void *object, const Decoding &decoding);
/// A question has all fields that are not optional, and no others; an answer lacks those that are
/// null.
enum class SchemaOf { Question, Answer };
[[nodiscard]] QJsonObject schemaOfFields(std::span<const FieldInfo> fields, SchemaOf kind);

} // namespace broadcaster
