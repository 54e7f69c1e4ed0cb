// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/result.h"

#include <QtCore/QPromise>

#include <memory>

namespace broadcaster {

// Creates and fulfils the futures of the main thread.

template <typename T>
void fulfil(QPromise<T> &promise, const T &value)
{
    promise.addResult(value);
    promise.finish();
}

template <typename T>
[[nodiscard]] std::shared_ptr<QPromise<T>> startedPromise()
{
    auto promise = std::make_shared<QPromise<T>>();
    promise->start();
    return promise;
}

template <typename T>
[[nodiscard]] QFuture<T> ready(const T &value)
{
    QPromise<T> promise;
    promise.start();
    fulfil(promise, value);
    return promise.future();
}

[[nodiscard]] inline Error stoppedError()
{
    return { ErrorCode::Stopped, QStringLiteral("The broker is not running.") };
}

} // namespace broadcaster
