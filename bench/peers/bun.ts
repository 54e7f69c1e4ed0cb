// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
//
// Bun's own server, whose WebSockets are uWebSockets: `bun bun.ts PORT [CERTIFICATE KEY]`,
// where the two files make it speak TLS.
// Messages go out over topics, which Bun gathers per subscriber and writes once a turn of the event
// loop; a client has a topic of its own, too. With BUN_SEND=send they go by one send per receiver.
import { join, leave, placeOf, route, understand } from './rooms.mjs';

const [port, cert, key] = process.argv.slice(2);
const publishes = process.env.BUN_SEND !== 'send';
const topicOf = (client: any, rest: string) => `${client.room.project}/${rest}`;

function subscribe(client: any) {
    client.topics = topicOf(client, '');
    client.ws.subscribe(client.topics + 'type/' + client.type);
    client.ws.subscribe(client.topics + 'id/' + client.id);
    if (client.type !== 'admin')
        client.ws.subscribe(client.topics + 'all');
}

function publish(client: any, to: any, text: string) {
    const { ws, topics } = client;
    if (!to?.id && !to?.type) {
        ws.publish(topics + 'all', text);
        return;
    }
    const { byId, byType } = client.room;
    const target = to.id ? byId.get(to.id) : undefined;
    // A topic would leave out the sender, and repeat an admin.
    if (target === client || target?.type === 'admin') {
        route(client, to, (receiver: any) => receiver.ws.send(text));
        return;
    }
    if (target)
        ws.publish(topics + 'id/' + target.id, text);
    else if (!to.id && to.type !== 'admin')
        ws.publish(topics + 'type/' + to.type, text);
    if (byType.get('admin').size > 0)
        ws.publish(topics + 'type/admin', text);
}

const server = Bun.serve({
    hostname: '127.0.0.1',
    port: Number(port),
    tls: cert ? { cert: Bun.file(cert), key: Bun.file(key) } : undefined,
    fetch(request, server) {
        const place = placeOf(request.url);
        if (!place)
            return new Response('bad request', { status: 400 });
        if (!server.upgrade(request, { data: { ...place } }))
            return new Response('upgrade required', { status: 426 });
    },
    websocket: {
        perMessageDeflate: false,
        maxPayloadLength: 16 << 20,
        backpressureLimit: 256 << 20, // Nothing is dropped: the load waits for what it sent.
        open(ws: any) {
            const client = ws.data;
            client.ws = ws;
            ws.send(join(client, client.project));
            if (publishes)
                subscribe(client);
        },
        message(ws: any, data: string | Buffer) {
            const client = ws.data;
            const { answer, envelope } = understand(client, data.toString());
            if (answer) {
                ws.send(answer);
                return;
            }
            const text = JSON.stringify(envelope);
            if (publishes)
                publish(client, envelope.to, text);
            else
                route(client, envelope.to, (receiver: any) => receiver.ws.send(text));
        },
        close(ws: any) {
            const { text, others } = leave(ws.data);
            for (const other of others)
                other.ws.send(text);
        },
    },
});
console.log(`listening on ${cert ? 'wss' : 'ws'}://127.0.0.1:${server.port}`);
