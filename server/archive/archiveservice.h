// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/base/handlers.h"

namespace broadcaster {

class MessageArchive;

/// Passes on what is asked about kept messages. Lives on the gateway's thread.
class ArchiveService final : public QObject {
    Q_OBJECT

public:
    /// The archive outlives it.
    ArchiveService(MessageArchive &archive, QObject *parent);

    /// Whether the archive's thread runs.
    void setRunning(bool isRunning) { m_isRunning = isRunning; }

    void answer(const FindMessages &op, const Reply<FindMessages> &reply);
    void answer(const ShowMessage &op, const Reply<ShowMessage> &reply);
    void answer(const FindEvents &op, const Reply<FindEvents> &reply);
    void answer(const ShowKept &op, const Reply<ShowKept> &reply);

private:
    /// Asks the archive on its thread; the answer goes out on this one.
    template <AnOperation Op, typename Ask>
    void pass(const Op &op, const Reply<Op> &reply, Ask ask);

    MessageArchive &m_archive;
    bool m_isRunning = false;
};

} // namespace broadcaster
