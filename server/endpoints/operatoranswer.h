// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/ids.h"
#include "server/api/result.h"
#include "server/gateway/httpresponse.h"
#include "server/protocol/requesthead.h"

#include <variant>

namespace broadcaster {

// Answers to calls that need the service key (docs/protocol.md, the operator's calls):
// `{"success":bool,"data"?:…,"errors"?:[string]}`, readable for any page that has the key.

[[nodiscard]] HttpResponse operatorOptions(); ///< The answer to OPTIONS.
[[nodiscard]] HttpResponse operatorSuccess(int status, const QJsonObject &data);
/// The same where `data` is JSON already.
[[nodiscard]] HttpResponse operatorSuccess(int status, const QByteArray &data);
[[nodiscard]] HttpResponse operatorFailure(int status, const QString &error);
[[nodiscard]] HttpResponse operatorFailure(const Error &error);
/// `allowed`: methods, separated by ", ".
[[nodiscard]] HttpResponse operatorMethodNotAllowed(const QByteArray &allowed);

/// The project with this name, or the error to answer.
[[nodiscard]] std::variant<ProjectId, HttpResponse> operatorProject(const QByteArray &utf8);
/// The project of the parameter `projectId`, or the error to answer.
[[nodiscard]] std::variant<ProjectId, HttpResponse> operatorProject(const HttpRequest &request);
/// The answer to a body that is not announced as JSON; nothing if it is.
[[nodiscard]] std::optional<HttpResponse> unlessJson(const HttpRequest &request);
/// The body as a JSON object, or the error to answer.
[[nodiscard]] std::variant<QJsonObject, HttpResponse> bodyObject(const HttpRequest &request);

} // namespace broadcaster
