// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/rooms/sharedframes.h"

#include "server/api/bytes.h"
#include "server/rooms/member.h"

namespace broadcaster {

void SharedFrames::open(std::span<Member *const> receivers)
{
    m_plain.bytes = m_pool.take();
    for (const Member *receiver : receivers) {
        if (receiver->compression() == Compression::None)
            continue;
        if (!m_compressed)
            m_compressed = std::make_unique<CompressedForms>();
        ++(*m_compressed)[static_cast<size_t>(receiver->compression())].receivers;
    }
}

void SharedFrames::close()
{
    if (!m_plain.bytes.isNull())
        m_pool.giveBack(std::exchange(m_plain.bytes, {}));
    m_plain.blocks.clear();
    if (!m_compressed)
        return;
    for (Form &form : *m_compressed)
        m_pool.giveBack(std::exchange(form.bytes, {}));
    m_compressed.reset();
}

void SharedFrames::compressLast(qsizetype from, quint64 record, MessageCompression &compression)
{
    for (const Compression kind : { Compression::SmallWindow, Compression::FullWindow }) {
        Form &form = (*m_compressed)[static_cast<size_t>(kind)];
        if (form.receivers == 0)
            continue;
        if (form.bytes.isNull())
            form.bytes = m_pool.take();
        const qsizetype before = form.bytes.size();
        form.bytes.append(m_plain.bytes.constData() + from, m_plain.bytes.size() - from);
        compression.compressLast(form.bytes, before, kind, form.receivers);
        form.blocks.push_back({ record, static_cast<quint32>(form.bytes.size() - before) });
    }
}

const SharedFrames::Form &SharedFrames::formOf(const Member &receiver) const
{
    return receiver.compression() == Compression::None
        ? m_plain
        : (*m_compressed)[static_cast<size_t>(receiver.compression())];
}

void SharedFrames::send(Member &receiver) const
{
    const Form &form = formOf(receiver);
    receiver.send(view(form.bytes), form.blocks);
}

void SharedFrames::sendShared(Member &receiver) const
{
    const Form &form = formOf(receiver);
    receiver.sendShared(view(form.bytes), form.blocks);
}

} // namespace broadcaster
