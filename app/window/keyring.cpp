// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "app/window/keyring.h"

#include <qt6keychain/keychain.h>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString ServiceName = u"broadcaster"_s;

} // namespace

// Jobs have no parent: the keyring's library uses them to their end, and they delete themselves.

void Keyring::read(const QString &address, std::function<void(const QByteArray &key)> done)
{
    auto *job = new QKeychain::ReadPasswordJob(ServiceName);
    job->setKey(address);
    connect(job, &QKeychain::Job::finished, this,
        [job, done = std::move(done)] { done(job->error() ? QByteArray() : job->binaryData()); });
    job->start();
}

void Keyring::write(const QString &address, const QByteArray &key,
    std::function<void(const QString &reason)> failed)
{
    auto *job = new QKeychain::WritePasswordJob(ServiceName);
    job->setKey(address);
    job->setBinaryData(key);
    connect(job, &QKeychain::Job::finished, this, [job, failed = std::move(failed)] {
        if (job->error())
            failed(job->errorString());
    });
    job->start();
}

void Keyring::remove(const QString &address)
{
    auto *job = new QKeychain::DeletePasswordJob(ServiceName);
    job->setKey(address);
    job->start();
}

} // namespace broadcaster
