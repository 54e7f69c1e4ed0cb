// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
'use strict';

// Runs the scenario with the `ws` package, and with Node's own WebSocket where there is one.
// Standard input: {"base", "key"}; standard output: the steps.
const fs = require('node:fs');
const { WebSocket: PackageWebSocket } = require('ws');
const scenario = require('./scenario.js');

async function main() {
  const { base, key } = JSON.parse(fs.readFileSync(0, 'utf8'));
  const kinds = { ws: PackageWebSocket };
  if (globalThis.WebSocket) kinds.node = globalThis.WebSocket;
  const steps = [];
  for (const [kind, WebSocket] of Object.entries(kinds)) {
    for (const { name, error } of await scenario.run(WebSocket, base, key))
      steps.push({ name: `${kind}: ${name}`, error });
  }
  process.stdout.write(JSON.stringify(steps), () => process.exit(0));
}

main();
