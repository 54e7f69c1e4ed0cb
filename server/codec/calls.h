// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/console.h"

#include <QtCore/QCborValue>
#include <QtCore/QJsonObject>

#include <optional>

namespace broadcaster {

// Operations by their names, for callers outside of the program.

/// Asks a console by name. `done` is called as Console::ask() says, with the answer or with an
/// error: NotFound for an unknown operation, InvalidArgument for arguments that are not those of
/// the operation. A configuration in the arguments changes the console's present one.
void askByName(Console &console, const Principal &caller, const QString &operation,
    const QCborValue &arguments, std::function<void(const Result<QCborValue> &answer)> done);

/// The error of a question whose arguments have this fault, in the words of TypeInfo::decode.
[[nodiscard]] Error argumentError(const QString &fault);

/// The other end: a question as askByName() takes it.
struct NamedQuestion {
    QString operation;
    QCborValue arguments;
};
[[nodiscard]] NamedQuestion nameQuestion(const Question &question);
/// Answers the question with what askByName() gave. An answer that cannot be read is an error.
void answerNamed(const Question &question, const Result<QCborValue> &answer);

/// An operation as JSON Schema (2020-12) describes it.
struct OperationForm {
    const About *about = nullptr;
    QJsonObject question;
    QJsonObject answer;
};
/// Nothing for an unknown operation.
[[nodiscard]] std::optional<OperationForm> formOf(QLatin1StringView operation);

/// The names of all operations.
[[nodiscard]] QStringList operationNames();

} // namespace broadcaster
