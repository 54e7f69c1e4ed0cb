// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
'use strict';

// Clients of one project with the `ws` package. Each greets the others until all have greeted it,
// and asks one of them, which answers.
// Standard input: {"url", "count"}; standard output: the answers.
const fs = require('node:fs');
const { WebSocket } = require('ws');

async function main() {
  const { url, count } = JSON.parse(fs.readFileSync(0, 'utf8'));
  const peers = Array.from({ length: count }, () => {
    const peer = { socket: new WebSocket(url), known: new Set() };
    peer.answered = new Promise((resolve) => {
      peer.socket.on('message', (data) => {
        const { id, type, from, payload } = JSON.parse(data);
        const send = (envelope) => peer.socket.send(JSON.stringify(envelope));
        if (type === 'connected') {
          peer.id = payload.clientId;
          peer.greeting = setInterval(() => send({ id: 'hello', type: 'hello' }), 50);
        } else if (type === 'hello') {
          peer.known.add(from.id);
          if (peer.known.size === count - 1 && !peer.asks) {
            peer.asks = from.id;
            send({ id: peer.id, type: 'ask', to: { id: from.id } });
          }
        } else if (type === 'ask') {
          send({ id, type: 'answer', to: { id: from.id } });
        } else if (type === 'answer') {
          resolve({ asked: peer.asks, answered: from.id, own: id === peer.id });
        }
      });
    });
    return peer;
  });
  const answers = await Promise.all(peers.map(({ answered }) => answered));
  process.stdout.write(JSON.stringify(answers), () => process.exit(0));
}

main();
