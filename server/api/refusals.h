// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#pragma once

#include "server/api/field.h"

#include <QtCore/QList>
#include <QtCore/QString>

namespace broadcaster {

/// Requests and connections that the gateway turned away, since the start.
struct RefusalCounts {
    // Requests
    qint64 host = 0;
    qint64 origin = 0;
    qint64 wrongKey = 0;
    qint64 throttled = 0;
    qint64 malformed = 0;
    qint64 largeAnswers = 0; ///< Too many answers were in progress.
    qint64 unanswered = 0; ///< The answer did not come in time.
    // Connections
    qint64 silent = 0; ///< Dropped without a request, for lack of room.
    qint64 crowded = 0; ///< Dropped for others, because their network had the most.
    qint64 slowReaders = 0;
    qint64 lingering = 0; ///< Kept sending after their last answer.

    static constexpr FieldInfo fields[] { field<&RefusalCounts::host>("host", "Unknown host names"),
        field<&RefusalCounts::origin>("origin", "Web pages that may not connect"),
        field<&RefusalCounts::wrongKey>("wrongKey", "Wrong keys"),
        field<&RefusalCounts::throttled>("throttled", "Wrong keys that had to wait"),
        field<&RefusalCounts::malformed>("malformed", "Not a valid request"),
        field<&RefusalCounts::largeAnswers>("largeAnswers", "Too many large answers under way"),
        field<&RefusalCounts::unanswered>("unanswered", "Not answered in time"),
        field<&RefusalCounts::silent>("silent", "Connections without a request"),
        field<&RefusalCounts::crowded>("crowded", "Connections of a network with too many"),
        field<&RefusalCounts::slowReaders>("slowReaders", "Did not read their answer"),
        field<&RefusalCounts::lingering>("lingering", "Kept sending after the last answer") };
};

/// A client that was not let into its project.
struct RefusedClient {
    qint64 timeMs = 0; ///< Milliseconds since the Unix epoch.
    QString project; ///< As the client named it; it need not be a valid name.
    QString address;
    QString origin; ///< Null when the client sent none.
    qint64 status = 0; ///< Status of the HTTP answer.
    QString error; ///< The answer's `error` and `message`.
    QString message;

    friend bool operator==(const RefusedClient &, const RefusedClient &) = default;
    static constexpr FieldInfo fields[] { field<&RefusedClient::timeMs>(
                                              "time", "Since the Unix epoch, in ms"),
        field<&RefusedClient::project>("projectId", "As the client named it"),
        field<&RefusedClient::address>("address", "Where it is"),
        field<&RefusedClient::origin>("origin", "As the client says"),
        field<&RefusedClient::status>("status", "Status of the HTTP answer"),
        field<&RefusedClient::error>("error", "The fault"),
        field<&RefusedClient::message>("message", "The remedy") };
};

struct RefusalReport {
    RefusalCounts counts;
    QList<RefusedClient> recent; ///< The newest first; noted while BrokerConfig::mcp.
    static constexpr FieldInfo fields[] { field<&RefusalReport::counts>(
                                              "counts", "Since the start"),
        field<&RefusalReport::recent>("recent", "Clients that were not let in, newest first") };
};

} // namespace broadcaster
