// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/cluster/clusterbeat.h"

#include "server/cluster/littleendian.h"

namespace broadcaster {

namespace {

/// A length in one byte, then the text; no name or version is longer.
void appendShortText(QByteArray &out, const QString &text)
{
    const QByteArray utf8 = text.toUtf8().left(0xff);
    out.append(static_cast<char>(utf8.size()));
    out.append(utf8);
}

bool readShortText(std::string_view &rest, QString &text)
{
    if (rest.empty())
        return false;
    const auto size = static_cast<quint8>(rest[0]);
    if (rest.size() - 1 < size)
        return false;
    text = QString::fromUtf8(rest.data() + 1, size);
    rest.remove_prefix(size_t(1) + size);
    return true;
}

} // namespace

QByteArray beatBody(const ClusterBeat &beat)
{
    QByteArray body;
    appendShortText(body, beat.name);
    appendShortText(body, beat.version);
    appendNumber(body, beat.clients);
    appendNumber(body, beat.projects);
    return body;
}

std::optional<ClusterBeat> readBeat(std::string_view body)
{
    ClusterBeat beat;
    if (!readShortText(body, beat.name) || !readShortText(body, beat.version)
        || body.size() != 2 * sizeof(qint64))
        return std::nullopt;
    beat.clients = numberAt<qint64>(body, 0);
    beat.projects = numberAt<qint64>(body, sizeof(qint64));
    return beat;
}

} // namespace broadcaster
