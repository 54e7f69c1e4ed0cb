// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/wirescalars.h"

#include "server/api/limits.h"

namespace broadcaster {

using namespace Qt::Literals::StringLiterals;

namespace {

QCborValue nullOr(bool isNull, const QString &text)
{
    return isNull ? QCborValue(nullptr) : QCborValue(text);
}

/// Null, or the fault.
QString unless(bool isValid, const char *fault)
{
    return isValid ? QString() : u": must be "_s + QLatin1StringView(fault);
}

QJsonObject schemaOfText(QLatin1StringView format = {})
{
    QJsonObject schema { { u"type"_s, u"string"_s } };
    if (!format.isEmpty())
        schema.insert("format"_L1, format);
    return schema;
}

} // namespace

template <>
QCborValue WireScalar<bool>::encode(const bool &value)
{
    return value;
}
template <>
QString WireScalar<bool>::decode(const QCborValue &value, bool &to, const Decoding &)
{
    to = value.toBool();
    return unless(value.isBool(), "true or false");
}

template <>
QCborValue WireScalar<QString>::encode(const QString &value)
{
    return nullOr(value.isNull(), value);
}
template <>
QString WireScalar<QString>::decode(const QCborValue &value, QString &to, const Decoding &)
{
    to = value.toString();
    return unless(value.isString(), "a text");
}

template <>
QCborValue WireScalar<QByteArray>::encode(const QByteArray &value)
{
    return value.isNull() ? QCborValue(nullptr) : QCborValue(value);
}
template <>
QString WireScalar<QByteArray>::decode(const QCborValue &value, QByteArray &to, const Decoding &)
{
    to = value.isString() ? value.toString().toUtf8() : value.toByteArray();
    return unless(value.isString() || value.isByteArray(), "a text");
}

template <>
QCborValue WireScalar<QDate>::encode(const QDate &value)
{
    return value.toString(Qt::ISODate);
}
template <>
QString WireScalar<QDate>::decode(const QCborValue &value, QDate &to, const Decoding &)
{
    to = QDate::fromString(value.toString(), Qt::ISODate);
    return unless(to.isValid(), "a date, such as 2026-01-31");
}

template <>
QCborValue WireScalar<QDateTime>::encode(const QDateTime &value)
{
    return nullOr(!value.isValid(), value.toUTC().toString(Qt::ISODateWithMs));
}
template <>
QString WireScalar<QDateTime>::decode(const QCborValue &value, QDateTime &to, const Decoding &)
{
    to = QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
    return unless(to.isValid(), "a time, such as 2026-01-31T08:30:00.000Z");
}

template <>
QCborValue WireScalar<ProjectId>::encode(const ProjectId &value)
{
    return nullOr(value.isNull(), value.toString());
}
template <>
QString WireScalar<ProjectId>::decode(const QCborValue &value, ProjectId &to, const Decoding &)
{
    if (!value.isString())
        return unless(false, "a text");
    const Result<ProjectId> id = ProjectId::fromUtf8(value.toString().toUtf8());
    if (!id) // The detail begins with the field's name.
        return u": "_s + id.error().detail.section(u' ', 1);
    to = *id;
    return {};
}

template <>
QCborValue WireScalar<ClientId>::encode(const ClientId &value)
{
    return nullOr(value.text().isEmpty(), QString::fromUtf8(value.text()));
}
template <>
QString WireScalar<ClientId>::decode(const QCborValue &value, ClientId &to, const Decoding &)
{
    to = ClientId::fromText(value.toString().toUtf8());
    return unless(value.isString(), "a text");
}

template <>
QCborValue WireScalar<ApiKey>::encode(const ApiKey &value)
{
    return QString::fromLatin1(value.secret());
}
template <>
QString WireScalar<ApiKey>::decode(const QCborValue &value, ApiKey &to, const Decoding &)
{
    to = ApiKey(value.toString().toLatin1());
    return unless(value.isString(), "a text");
}

template <>
QJsonObject WireScalar<bool>::schema()
{
    return { { u"type"_s, u"boolean"_s } };
}
template <>
QJsonObject WireScalar<QString>::schema()
{
    return schemaOfText();
}
template <>
QJsonObject WireScalar<QByteArray>::schema()
{
    return schemaOfText();
}
template <>
QJsonObject WireScalar<QDate>::schema()
{
    return schemaOfText("date"_L1);
}
template <>
QJsonObject WireScalar<QDateTime>::schema()
{
    return schemaOfText("date-time"_L1);
}
template <>
QJsonObject WireScalar<ProjectId>::schema()
{
    QJsonObject schema = schemaOfText();
    schema.insert("minLength"_L1, 1);
    schema.insert("maxLength"_L1, qint64 { limits::MaxProjectIdBytes });
    return schema;
}
template <>
QJsonObject WireScalar<ClientId>::schema()
{
    return schemaOfText();
}
template <>
QJsonObject WireScalar<ApiKey>::schema()
{
    return schemaOfText();
}

} // namespace broadcaster
