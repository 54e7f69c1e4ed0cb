// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/archive/archiveservice.h"

#include "server/archive/messagearchive.h"
#include "server/base/post.h"

namespace broadcaster {

ArchiveService::ArchiveService(MessageArchive &archive, QObject *parent)
    : QObject(parent)
    , m_archive(archive)
{
}

template <AnOperation Op, typename Ask>
void ArchiveService::pass(const Op &op, const Reply<Op> &reply, Ask ask)
{
    if (!m_isRunning)
        return reply(nothingIsKept());
    const auto answer = [this, reply](const Result<typename Op::Answer> &result) {
        post(this, [reply, result] { reply(result); });
    };
    post(&m_archive, [&archive = m_archive, op, ask, answer] { ask(archive, op, answer); });
}

void ArchiveService::answer(const FindMessages &op, const Reply<FindMessages> &reply)
{
    pass(op, reply, [](MessageArchive &archive, const FindMessages &wanted, const auto &answer) {
        archive.find(wanted, answer);
    });
}

void ArchiveService::answer(const ShowMessage &op, const Reply<ShowMessage> &reply)
{
    pass(op, reply,
        [](const MessageArchive &archive, const ShowMessage &wanted, const auto &answer) {
            answer(archive.show(wanted));
        });
}

void ArchiveService::answer(const FindEvents &op, const Reply<FindEvents> &reply)
{
    pass(
        op, reply, [](const MessageArchive &archive, const FindEvents &wanted, const auto &answer) {
            answer(archive.events(wanted));
        });
}

void ArchiveService::answer(const ShowKept &op, const Reply<ShowKept> &reply)
{
    if (!m_isRunning)
        return reply(KeptFigures());
    pass(op, reply, [](const MessageArchive &archive, const ShowKept &, const auto &answer) {
        answer(archive.figures());
    });
}

} // namespace broadcaster
