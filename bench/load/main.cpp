// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "bench/load/descriptors.h"
#include "bench/load/generator.h"

#include <QtCore/QCoreApplication>
#include <QtCore/QJsonDocument>

#include <cstdio>

using namespace broadcaster::bench;

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const std::optional<Options> options = parseOptions(QCoreApplication::arguments());
    if (!options)
        return 2;
    Generator generator(*options);
    if (!raiseDescriptors(generator.connectionCount()))
        return 1;
    const QJsonObject result = generator.run();
    std::puts(QJsonDocument(result).toJson(QJsonDocument::Compact).constData());
    return 0;
}
