// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QObject>

#include <functional>

namespace broadcaster {

/// Keys of brokers in the desktop's keyring, by the address of the broker. Where there is no
/// keyring, nothing is kept, and nowhere else either.
class Keyring final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// `done` is called once, with an empty key where none is kept; not when the keyring ends
    /// first.
    void read(const QString &address, std::function<void(const QByteArray &key)> done);
    /// `failed` is called with the reason when the key could not be kept.
    void write(const QString &address, const QByteArray &key,
        std::function<void(const QString &reason)> failed);
    /// A key that is wrong is not to be tried again.
    void remove(const QString &address);
};

} // namespace broadcaster
