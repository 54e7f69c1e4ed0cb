// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/cborinput.h"

namespace broadcaster {

void CborInput::enterArray()
{
    if (m_hasFailed || !m_reader.isArray() || !m_reader.enterContainer())
        fail();
}

void CborInput::leaveArray()
{
    while (hasNext())
        skip();
    if (m_hasFailed || !m_reader.leaveContainer())
        fail();
}

void CborInput::skip()
{
    if (m_hasFailed || !m_reader.next())
        fail();
}

quint64 CborInput::takeUnsigned()
{
    if (m_hasFailed || !m_reader.isUnsignedInteger()) {
        fail();
        return 0;
    }
    const quint64 value = m_reader.toUnsignedInteger();
    skip();
    return value;
}

QByteArray CborInput::bytesOrNull()
{
    if (isNull()) {
        skip();
        return {};
    }
    if (m_hasFailed || !m_reader.isByteArray()) {
        fail();
        return {};
    }
    const auto [data, status] = m_reader.readByteArray();
    // Only a string of known size is one piece; the encoder writes no others.
    if (status != QCborStreamReader::Ok
        || m_reader.readByteArray().status != QCborStreamReader::EndOfString)
        fail();
    return m_hasFailed ? QByteArray() : data;
}

QString CborInput::textOrNull()
{
    if (isNull()) {
        skip();
        return {};
    }
    if (m_hasFailed || !m_reader.isString()) {
        fail();
        return {};
    }
    const auto [text, status] = m_reader.readString();
    if (status != QCborStreamReader::Ok
        || m_reader.readString().status != QCborStreamReader::EndOfString)
        fail();
    return m_hasFailed ? QString() : text;
}

} // namespace broadcaster
