// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/localbroker.h"

namespace broadcaster {

class Broker;

/// Keeps the file of a broker while the broker listens. The file outlives the broker's events.
void announceLocally(Broker &broker, LocalBrokerFile &file);

} // namespace broadcaster
