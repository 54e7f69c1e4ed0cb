// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtCore/QByteArray>

namespace broadcaster {

/// A way to hand `make(QByteArray &)`, which appends the bytes of one frame, through a virtual
/// call. Only refers to it: not to be kept.
class FrameMaker final {
public:
    template <typename Make>
    explicit FrameMaker(const Make &make)
        : m_make(&make)
        , m_call(
              [](const void *given, QByteArray &out) { (*static_cast<const Make *>(given))(out); })
    {
    }

    void operator()(QByteArray &out) const { m_call(m_make, out); }

private:
    const void *m_make;
    void (*m_call)(const void *make, QByteArray &out);
};

} // namespace broadcaster
