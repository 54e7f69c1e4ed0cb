// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/processhealth.h"
#include "server/api/startoptions.h"

namespace broadcaster {

/// A secret of the broker, which lies in a file of its own.
struct KeyFile {
    const char *option; ///< Its row of options.h, which names the file.
    QString StartOptions::*path;
    Secret BrokerConfig::*secret;
    const char *field; ///< Name in a configuration on the wire.
    const char *words; ///< Name in messages.
    ProcessHealth::Part part;
    bool isLive; ///< Another secret holds at once, and not after a restart only.
    bool isInHeader; ///< Callers send it in the header of a request; any other may have any bytes.
};

/// All secrets, except those inside of URLs.
inline constexpr std::array KeyFiles {
    KeyFile { "service-key-file", &StartOptions::serviceKeyFile, &BrokerConfig::serviceKey,
        "serviceKey", "service key", ProcessHealth::Part::ServiceKeyFile, true, true },
    KeyFile { "viewer-key-file", &StartOptions::viewerKeyFile, &BrokerConfig::viewerKey,
        "viewerKey", "viewer key", ProcessHealth::Part::ViewerKeyFile, true, true },
    KeyFile { "cluster-secret-file", &StartOptions::clusterSecretFile, &BrokerConfig::clusterSecret,
        "clusterSecret", "cluster secret", ProcessHealth::Part::ClusterSecretFile, false, false },
};

} // namespace broadcaster
