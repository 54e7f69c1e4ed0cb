// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>
#include <QtCore/QCborStreamReader>

#include <concepts>
#include <utility>

namespace broadcaster {

/// Reads CBOR (RFC 8949) of a known form. After the first thing that has another form, everything
/// is empty or 0, and hasFailed() says so.
class CborInput final {
public:
    explicit CborInput(const QByteArray &cbor)
        : m_reader(cbor)
    {
    }
    Q_DISABLE_COPY_MOVE(CborInput)

    [[nodiscard]] bool hasFailed() const { return m_hasFailed; }
    void fail() { m_hasFailed = true; }

    void enterArray();
    [[nodiscard]] bool hasNext() const { return !m_hasFailed && m_reader.hasNext(); }
    /// Skips what is left of the array.
    void leaveArray();

    template <std::integral Number>
    void take(Number &number)
    {
        const quint64 value = takeUnsigned();
        if (std::in_range<Number>(value))
            number = static_cast<Number>(value);
        else
            fail();
    }
    /// An enumerator by its value, which is less than `count`.
    template <typename Enum>
    void takeEnum(Enum &to, int count)
    {
        int value = 0;
        take(value);
        if (value < count)
            to = static_cast<Enum>(value);
        else
            fail();
    }
    [[nodiscard]] bool isNull() const { return !m_hasFailed && m_reader.isNull(); }
    [[nodiscard]] QByteArray bytesOrNull();
    [[nodiscard]] QString textOrNull();
    void skip();

private:
    [[nodiscard]] quint64 takeUnsigned();

    QCborStreamReader m_reader;
    bool m_hasFailed = false;
};

} // namespace broadcaster
