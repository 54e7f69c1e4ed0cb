// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/traffic/fieldnames.h"

#include "inspect/filter/filterfield.h"
#include "ui/traffic/trafficmodel.h"

namespace broadcaster {

QByteArray fieldNames(const TrafficModel &model)
{
    QByteArrayList names;
    for (const JsonPath &path : model.fields())
        names.append(jsonPathText(path).toUtf8());
    return names.join('\n');
}

void addFields(TrafficModel &model, const QByteArray &names)
{
    for (const QByteArray &name : names.split('\n')) {
        if (const auto path = filterPath(QString::fromUtf8(name)))
            model.addField(*path);
    }
}

} // namespace broadcaster
