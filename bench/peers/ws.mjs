// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
//
// Node.js with ws and its native add-on, bufferutil: `node ws.mjs PORT [CERTIFICATE KEY]`, where the
// two files make it speak TLS.
// WS_CORK=1 gathers what a turn of the event loop sends to a client into one write, by corking the
// socket under it; ws does not do so by itself.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { WebSocketServer } from 'ws';
import { join, leave, placeOf, route, understand } from './rooms.mjs';

const corks = process.env.WS_CORK === '1';
const TEXT = { binary: false };
let corked = [];

function uncorkAll() {
    const sockets = corked;
    corked = [];
    for (const socket of sockets)
        socket.uncork();
}

function deliver(client, bytes) {
    if (corks && client.socket.writableCorked === 0) {
        if (corked.length === 0)
            setImmediate(uncorkAll);
        client.socket.cork();
        corked.push(client.socket);
    }
    client.ws.send(bytes, TEXT);
}

function opened(ws, socket, { project, type }) {
    const client = { type, ws, socket };
    ws.send(join(client, project));
    ws.on('message', (data) => {
        const { answer, envelope } = understand(client, data);
        if (answer) {
            deliver(client, answer);
            return;
        }
        const bytes = Buffer.from(JSON.stringify(envelope)); // Once, for any number of receivers.
        route(client, envelope.to, (receiver) => deliver(receiver, bytes));
    });
    ws.on('close', () => {
        const { text, others } = leave(client);
        const bytes = Buffer.from(text);
        for (const other of others)
            deliver(other, bytes);
    });
    ws.on('error', () => {}); // A close follows.
}

const sockets = new WebSocketServer(
    { noServer: true, perMessageDeflate: false, clientTracking: false });
function refuse(request, response) {
    response.writeHead(426, { Upgrade: 'websocket' });
    response.end();
}

const [port, cert, key] = process.argv.slice(2);
const server = cert
    ? https.createServer({ cert: readFileSync(cert), key: readFileSync(key) }, refuse)
    : http.createServer(refuse);
server.on('upgrade', (request, socket, head) => {
    const place = placeOf(request.url);
    if (place)
        sockets.handleUpgrade(request, socket, head, (ws) => opened(ws, socket, place));
    else
        socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
});
server.listen(Number(port), '127.0.0.1', 4096, () => {
    console.log(`listening on ${cert ? 'wss' : 'ws'}://127.0.0.1:${server.address().port}`);
});
