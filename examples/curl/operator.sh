#!/bin/sh
# SPDX-FileCopyrightText: 2026 The Broadcaster authors
# SPDX-License-Identifier: MIT
#
# The operator's calls by curl: issues a key, publishes, shows a project, and revokes the key. The service key is in
# a file, so that it is in no list of processes:
#     operator.sh http://127.0.0.1:8787 demo service.key
set -eu
base=$1 project=$2
header=$(mktemp)
trap 'rm -f "$header"' EXIT
printf 'Authorization: Bearer %s\n' "$(cat "$3")" >"$header"

# call METHOD PATH [BODY]: prints the answer; fails with the fault, except where the broker asks for patience (503)
call()
{
    method=$1 path=$2
    shift 2
    [ $# -eq 0 ] || set -- -H 'Content-Type: application/json' -d "$1"
    curl -sS --fail-with-body --retry 3 -X "$method" -H @"$header" "$@" "$base$path"
}

call POST /api-keys "{\"projectId\": \"$project\", \"description\": \"of the example\"}"
call PUT "/api-keys/$project/required" '{"required": true}'
call GET "/api-keys/$project"

call POST "/publish?projectId=$project" '{"type": "notice", "payload": "for everyone"}'
call POST "/publish?projectId=$project" '{"type": "notice", "to": {"type": "data-agent"}, "payload": "for a type"}'
call GET "/status?projectId=$project"

call PUT "/api-keys/$project/required" '{"required": false}'
call DELETE "/api-keys/$project"
