// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/api/ids.h"

#include "server/api/limits.h"

#include <QtCore/QStringDecoder>
#include <QtCore/QUuid>

#include <algorithm>
#include <array>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;
using namespace std::literals;

namespace {

/// By ClientType.
constexpr std::array<std::string_view, ClientTypeCount> WireNames { "runtime"sv, "data-agent"sv,
    "admin"sv };

bool hasControlCharacter(const QByteArray &utf8)
{
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte < 0x20 || byte == 0x7f)
            return true;
        // U+0080 to U+009F, the C1 controls, are 0xC2 0x80 to 0xC2 0x9F.
        if (byte == 0xc2 && i + 1 < utf8.size() && static_cast<unsigned char>(utf8[i + 1]) < 0xa0)
            return true;
    }
    return false;
}

} // namespace

Result<ProjectId> ProjectId::fromUtf8(QByteArray utf8)
{
    if (utf8.isEmpty())
        return Error { ErrorCode::InvalidArgument, u"projectId is empty"_s,
            ErrorReason::ProjectUnnamed };
    if (utf8.size() > limits::MaxProjectIdBytes)
        return Error { ErrorCode::InvalidArgument,
            u"projectId has %1 bytes of UTF-8, the most is %2"_s.arg(utf8.size())
                .arg(limits::MaxProjectIdBytes),
            ErrorReason::ProjectTooLong,
            { QString::number(utf8.size()), QString::number(limits::MaxProjectIdBytes) } };
    if (!utf8.isValidUtf8())
        return Error { ErrorCode::InvalidArgument, u"projectId is not UTF-8"_s,
            ErrorReason::ProjectNotUtf8 };
    if (hasControlCharacter(utf8))
        return Error { ErrorCode::InvalidArgument,
            u"projectId has a control character, which is not allowed"_s,
            ErrorReason::ProjectControl };
    return ProjectId(std::move(utf8));
}

QString ProjectId::toString() const
{
    // QString::fromUtf8() would drop a U+FEFF at the start, which is part of the name.
    QStringDecoder decoder(QStringDecoder::Utf8,
        QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    return decoder.decode(m_utf8);
}

ClientId ClientId::create()
{
    return ClientId(QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
}

ClientId ClientId::fromText(QByteArray text)
{
    return ClientId(std::move(text));
}

std::string_view wireName(ClientType type)
{
    return WireNames[static_cast<std::size_t>(type)];
}

std::optional<ClientType> clientTypeFromWire(std::string_view name)
{
    const auto *const found = std::find(WireNames.begin(), WireNames.end(), name);
    if (found == WireNames.end())
        return std::nullopt;
    return static_cast<ClientType>(found - WireNames.begin());
}

} // namespace broadcaster
