// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
#include "ui/composer/composertemplates.h"

#include <QtCore/QCoreApplication>

namespace broadcaster {

namespace {

constexpr char ToClient[] = R"({
  "id": "{{uuid}}",
  "type": "get_docs",
  "to": {
    "id": "the id of a client"
  },
  "payload": {
    "requestId": "docs-123"
  }
})";

constexpr char ToType[] = R"({
  "id": "{{uuid}}",
  "type": "get_docs",
  "to": {
    "type": "data-agent"
  },
  "payload": {
    "requestId": "docs-123"
  }
})";

constexpr char Broadcast[] = R"({
  "id": "{{uuid}}",
  "type": "announcement",
  "payload": {
    "message": "Server will restart in 5 minutes"
  }
})";

constexpr char GraphQl[] = R"({
  "id": "{{uuid}}",
  "type": "graphql_query",
  "to": {
    "type": "data-agent"
  },
  "payload": {
    "query": "query { posts { id title } }",
    "variables": {}
  }
})";

constexpr char Response[] = R"({
  "id": "{{uuid}}",
  "type": "query_response",
  "to": {
    "type": "runtime"
  },
  "payload": {
    "data": {
      "posts": [
        {
          "id": "1",
          "title": "Hello world"
        }
      ]
    }
  }
})";

constexpr char Ping[] = R"({
  "id": "{{uuid}}",
  "type": "PING",
  "payload": {
    "timestamp": {{timestamp}}
  }
})";

/// Context of the texts translated here, outside any QObject.
struct TemplateWords {
    Q_DECLARE_TR_FUNCTIONS(broadcaster::ComposerTemplates)
};

} // namespace

QList<ComposerTemplate> composerTemplates()
{
    return { { TemplateWords::tr("To all of a type"), ToType },
        { TemplateWords::tr("To one client"), ToClient },
        { TemplateWords::tr("To everyone"), Broadcast },
        { TemplateWords::tr("GraphQL query"), GraphQl },
        { TemplateWords::tr("Query response"), Response },
        { TemplateWords::tr("Ping the broker"), Ping } };
}

} // namespace broadcaster
