// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
'use strict';

// Runs the original's examples. Standard input: {connect: {name: code}, sends: [{by, code}]},
// hosts put in already. Each `connect` leaves a `ws` behind, with which the sends of that name
// are run. Standard output: {name: [what the example logged as received]}.
const fs = require('node:fs');
const { webcrypto } = require('node:crypto');

const WebSocket = globalThis.WebSocket ?? require('ws').WebSocket;
// As the agent's id is not known before it connects, the sends name it by this placeholder.
const AGENT_PLACEHOLDER = 'specific-agent-client-id';

class Example {
  constructor(code) {
    this.received = [];
    this.waiters = [];
    const log = (label, message) => {
      if (message === undefined) return; // "Runtime connected"
      this.received.push(message);
      this.waiters.splice(0).forEach((wake) => wake());
    };
    this.ws = new Function('WebSocket', 'console', `${code}\nreturn ws;`)(WebSocket, { log });
  }

  async find(matches) {
    for (;;) {
      const found = this.received.find(matches);
      if (found) return found;
      await new Promise((resolve) => this.waiters.push(resolve));
    }
  }

  run(code) {
    new Function('ws', 'crypto', code)(this.ws, globalThis.crypto ?? webcrypto);
  }
}

async function main() {
  const { connect, sends } = JSON.parse(fs.readFileSync(0, 'utf8'));
  const examples = {};
  for (const [name, code] of Object.entries(connect)) {
    examples[name] = new Example(code);
    await examples[name].find(({ type }) => type === 'connected');
  }
  const idOf = (name) => examples[name].received[0].payload.clientId;
  for (const { by, code } of sends)
    examples[by].run(code.replace(AGENT_PLACEHOLDER, idOf('agent')));

  // Messages of one sender arrive in order: after one last message from each to each, none is on
  // its way.
  for (const sender of Object.values(examples)) {
    for (const to of Object.keys(examples).map((name) => ({ id: idOf(name) })))
      sender.ws.send(JSON.stringify({ type: 'end', to }));
  }
  for (const receiver of Object.values(examples)) {
    for (const from of Object.keys(examples).map(idOf)) {
      await receiver.find((message) => message.type === 'end' && message.from.id === from
        && message.to.id === receiver.received[0].payload.clientId);
    }
  }
  const results = Object.entries(examples).map(([name, { received }]) =>
    [name, received.filter(({ type }) => type !== 'end')]);
  process.stdout.write(JSON.stringify(Object.fromEntries(results)), () => process.exit(0));
}

main();
