// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// A client of the broker in TypeScript. partysocket opens the connection again, by the rules of docs/protocol.md.
//
//     npm install && npx tsc
//     node build/client.js ws://127.0.0.1:8787 demo [API-KEY]
import { randomUUID } from 'node:crypto';
import { WebSocket as ReconnectingWebSocket } from 'partysocket';
import WebSocket from 'ws';
import type { BrokerMessage, Envelope, Received } from '../../docs/broadcaster.d.ts';

// Close codes after which a person is needed. partysocket also tells of 1000 where a connection broke.
const FINAL = new Set([1002, 1007, 1008, 1009, 4000, 4001]);
const TOO_FAST = 4003;
const STEADY_MS = 10_000;

const [base, projectId, apiKey] = process.argv.slice(2);
if (!base || !projectId) throw new Error('usage: client.js BASE PROJECT [API-KEY]');
const query = new URLSearchParams({ projectId, type: 'runtime', ...(apiKey && { apiKey }) });

// Waits for 1, 2, 4 ... 30 s, less up to a half, so that not all clients come at once.
let attempt = 0;
let retryAfterMs = 0;
async function url(): Promise<string> {
  if (attempt > 0) {
    const longest = Math.min(30_000, 1000 * 2 ** Math.min(attempt - 1, 5));
    const wait = retryAfterMs + longest * (0.5 + Math.random() / 2);
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  attempt += 1;
  retryAfterMs = 0;
  return `${base}/websocket?${query}`;
}

// Browsers do not tell why an upgrade was refused, `ws` does.
class Socket extends WebSocket {
  constructor(address: string, protocols?: string | string[]) {
    super(address, protocols);
    this.on('unexpected-response', (request, response) => {
      console.log('refused with', response.statusCode);
      if (response.statusCode !== 503) stop();
      retryAfterMs = 1000 * Number(response.headers['retry-after'] ?? 0);
      request.destroy(new Error(`refused with ${response.statusCode}`));
    });
  }
}

// The waiting is done above, where `Retry-After` is known.
const socket = new ReconnectingWebSocket(url, [], {
  WebSocket: Socket, minReconnectionDelay: 1, maxReconnectionDelay: 1, connectionTimeout: 60_000, maxEnqueuedMessages: 0,
});

function send(envelope: Envelope): void {
  socket.send(JSON.stringify({ id: randomUUID(), ...envelope }));
}

function isOfBroker(message: Received): message is BrokerMessage {
  return message.from.type === 'system' && ['connected', 'client_left', 'error', 'PONG'].includes(message.type);
}

function handle(message: Received): void {
  if (!isOfBroker(message)) {
    if (message.type === 'hello' && message.from.id) {
      send({ type: 'reply', to: { id: message.from.id }, payload: 'hello' }); // to one client
    }
  } else if (message.type === 'connected') {
    console.log('connected as', message.payload.clientId);
    send({ type: 'query', to: { type: 'data-agent' }, payload: 'what is there?' }); // to all of a type
    send({ type: 'news', payload: 'I am here' }); // to everyone
  } else if (message.type === 'error') {
    console.log('error:', message.payload.message);
  }
}

function stop(): void {
  process.exitCode = 1;
  socket.close();
}

let openedMs = 0;
socket.addEventListener('open', () => { openedMs = Date.now(); });
socket.addEventListener('message', ({ data }) => handle(JSON.parse(String(data)) as Received));
socket.addEventListener('error', () => {}); // `close` follows.
socket.addEventListener('close', ({ code }) => {
  console.log('closed with', openedMs ? code : 1006);
  if (openedMs && Date.now() - openedMs > STEADY_MS) attempt = 1;
  openedMs = 0;
  if (code === TOO_FAST) attempt = Math.max(attempt, 4);
  if (FINAL.has(code)) stop();
});
