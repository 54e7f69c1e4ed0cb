// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/brokerconfig.h"

namespace broadcaster {

enum class LogFormat {
    Text, ///< Time (UTC), level, category, text.
    Json, ///< One JSON object per line, with the members time, level, category and message.
};

/// The values of all options of the program: the configuration of the broker, and that of the
/// process around it. A plain value; options.h has a row for each.
struct StartOptions {
    BrokerConfig config;
    bool isServer = false; ///< Runs without a window.
    QString openFile; ///< A capture or HAR file that the window shows. Null: none was named.
    QString configPath; ///< A file or a folder of files. Null: the usual ones.
    bool checksConfig = false; ///< Ends after it has said whether the options are right.
    bool printsConfig = false; ///< Ends after it has printed the options.
    bool printsHelp = false;
    bool printsVersion = false;
    QString serviceKeyFile; ///< Null: none was named.
    QString viewerKeyFile; ///< Null: none was named.
    QString clusterSecretFile; ///< Null: none was named.
    QString logLevel = QStringLiteral("info");
    LogFormat logFormat = LogFormat::Text;
};

} // namespace broadcaster
