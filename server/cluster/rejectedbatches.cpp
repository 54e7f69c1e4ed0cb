// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/rejectedbatches.h"

#include "server/api/check.h"
#include "server/base/logging.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QString rejectionText(const BatchError &error)
{
    switch (error.fault) {
    case BatchFault::NotABatch:
    case BatchFault::Truncated:
        return u"something else publishes in this namespace: give each cluster its own "
               u"(--cluster-namespace)"_s;
    case BatchFault::OtherVersion:
        return u"a broker speaks version %1 of the cluster's protocol, and this one version %2: "
               u"they exchange nothing until both run the same release"_s.arg(
                   QString::number(error.version), QString::number(BatchVersion));
    case BatchFault::NotSigned:
        return u"a broker does not sign what it sends: give it the same --cluster-secret-file"_s;
    case BatchFault::WrongSignature:
        return u"a broker signs with another secret: give all brokers the same "
               u"--cluster-secret-file"_s;
    case BatchFault::SignedButNoSecret:
        return u"a broker signs what it sends, and this one has no secret: give it the same "
               u"--cluster-secret-file"_s;
    case BatchFault::NotForThisBroker:
        return u"a batch for another broker has come"_s;
    }
    return unreachable(QString());
}

} // namespace

void RejectedBatches::note(const BatchError &error)
{
    if (error.fault == BatchFault::NotForThisBroker)
        return; // It was sent before this broker began anew.
    ++m_count;
    const QString words = rejectionText(error);
    if (m_warnings.value(error.fault) != words)
        qCWarning(logCluster, "%s", qUtf8Printable(words));
    m_warnings[error.fault] = words;
}

} // namespace broadcaster
