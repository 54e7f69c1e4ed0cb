// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/json/decodetext.h"

#include "server/api/check.h"
#include "ui/base/text.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QDateTime>

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

struct DecodeText {
    Q_DECLARE_TR_FUNCTIONS(DecodeText)
};

QString formWords(TimeValue::Form form)
{
    switch (form) {
    case TimeValue::Form::Seconds:
        return DecodeText::tr("seconds since 1970");
    case TimeValue::Form::Milliseconds:
        return DecodeText::tr("milliseconds since 1970");
    case TimeValue::Form::Iso:
        return DecodeText::tr("ISO 8601");
    case TimeValue::Form::IsoLocal:
        return DecodeText::tr("ISO 8601 without a zone, read as local time");
    }
    return unreachable(QString());
}

QString distanceWords(qint64 timeMs, qint64 nowMs)
{
    //: A time that has not come yet: "in 3 min"
    return timeMs <= nowMs ? agoText(nowMs - timeMs)
                           : DecodeText::tr("in %1").arg(durationText(timeMs - nowMs));
}

QString written(const QDateTime &time)
{
    return time.toString(u"yyyy-MM-dd hh:mm:ss.zzz");
}

} // namespace

QString kindWords(Decoding::Kind kind)
{
    switch (kind) {
    case Decoding::Kind::None:
    case Decoding::Kind::Time:
        return {};
    case Decoding::Kind::Json:
        return DecodeText::tr("JSON inside of a string");
    case Decoding::Kind::Jwt:
        return DecodeText::tr("JSON Web Token");
    case Decoding::Kind::Image:
        return DecodeText::tr("Image");
    case Decoding::Kind::Text:
        return DecodeText::tr("Text in base64");
    case Decoding::Kind::Bytes:
        return DecodeText::tr("Bytes in base64");
    }
    return unreachable(QString());
}

QString timeWords(const TimeValue &time, qint64 nowMs)
{
    const QDateTime local = QDateTime::fromMSecsSinceEpoch(time.timeMs);
    //: A time in a message: local time, UTC, the distance from now, the form in which it is written
    return DecodeText::tr("%1 local, %2 UTC, %3 (%4)")
        .arg(written(local), written(local.toUTC()), distanceWords(time.timeMs, nowMs),
            formWords(time.form));
}

QString jwtWords(const Jwt &jwt, qint64 nowMs)
{
    const auto when = [nowMs](qint64 timeMs) {
        //: A time and its distance from now
        return DecodeText::tr("%1 (%2)").arg(dateTimeText(timeMs), distanceWords(timeMs, nowMs));
    };
    QStringList lines { DecodeText::tr(
        "Not verified: the signature was not checked, so anybody may have written this.") };
    if (jwt.issuedMs)
        lines += DecodeText::tr("Issued: %1").arg(when(*jwt.issuedMs));
    if (jwt.notBeforeMs)
        lines += DecodeText::tr("Not valid before: %1").arg(when(*jwt.notBeforeMs));
    if (jwt.expiresMs)
        lines += (*jwt.expiresMs <= nowMs ? DecodeText::tr("Expired: %1")
                                          : DecodeText::tr("Expires: %1"))
                     .arg(when(*jwt.expiresMs));
    return lines.join(u'\n');
}

} // namespace broadcaster
