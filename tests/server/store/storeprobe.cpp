// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "server/store/opendatabase.h"
#include "server/store/sqlconnection.h"

#include <QtCore/QCoreApplication>

#include <cstdio>

using namespace broadcaster;

/// Opens the database named by the one argument. Exits with 0, or 100 and the number of the code.
int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 2)
        return 1;
    const Result<DatabaseLocation> location = DatabaseLocation::parse(
        QString::fromLocal8Bit(argv[1]));
    if (!location)
        return 2;
    SqlConnection connection(*location);
    const Result<void> opened = openDatabase(connection);
    if (opened)
        return 0;
    std::fprintf(stderr, "%s\n", qPrintable(opened.error().detail));
    return 100 + static_cast<int>(opened.error().code);
}
