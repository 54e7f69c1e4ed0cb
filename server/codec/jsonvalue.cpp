// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/codec/jsonvalue.h"

#include <QtCore/QCborArray>
#include <QtCore/QCborMap>
#include <QtCore/QJsonArray>
#include <QtCore/QJsonObject>

namespace broadcaster {

QJsonValue jsonOf(const QCborValue &value)
{
    if (value.isByteArray())
        return QString::fromUtf8(value.toByteArray());
    if (value.isArray()) {
        QJsonArray array;
        const QCborArray entries = value.toArray();
        for (const QCborValue &entry : entries)
            array.append(jsonOf(entry));
        return array;
    }
    if (value.isMap()) {
        QJsonObject object;
        const QCborMap members = value.toMap();
        for (const auto &[name, member] : members)
            object.insert(name.isInteger() ? QString::number(name.toInteger()) : name.toString(),
                jsonOf(member));
        return object;
    }
    return value.toJsonValue();
}

} // namespace broadcaster
