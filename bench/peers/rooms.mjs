// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
//
// Code that the peers share: the members of projects, routing (docs/protocol.md, sections 1 to 4),
// and the broker's own messages. Each server sends bytes in its own way. A client is { id, type,
// room, … }.
import { randomUUID } from 'node:crypto';

const TYPES = ['runtime', 'data-agent', 'admin'];
const SYSTEM = { type: 'system' };

class Room {
    constructor(project) {
        this.project = project;
        this.byId = new Map();
        this.byType = new Map(TYPES.map((type) => [type, new Set()]));
    }
}

const rooms = new Map();

// The requested project and type; null when the request is invalid.
export function placeOf(target) {
    const url = new URL(target, 'http://localhost');
    const project = url.searchParams.get('projectId');
    const type = url.searchParams.get('type');
    const isGood = url.pathname === '/websocket' && project && TYPES.includes(type);
    return isGood ? { project, type } : null;
}

export function join(client, project) {
    let room = rooms.get(project);
    if (!room)
        rooms.set(project, (room = new Room(project)));
    client.id = randomUUID();
    client.room = room;
    room.byId.set(client.id, client);
    room.byType.get(client.type).add(client);
    return systemMessage('connected', room, { clientId: client.id,
        message: `Connected to project ${project}`, clientCount: room.byId.size });
}

// The message about a client that left, and its receivers.
export function leave(client) {
    const room = client.room;
    room.byId.delete(client.id);
    room.byType.get(client.type).delete(client);
    if (room.byId.size === 0)
        rooms.delete(room.project);
    const text = systemMessage('client_left', room, { clientId: client.id, clientType: client.type,
        message: `Client left project ${room.project}`, clientCount: room.byId.size });
    return { text, others: room.byId.values() };
}

// The result of a message: { answer } goes to the sender alone, { envelope } is to be routed.
export function understand(client, text) {
    let envelope;
    try {
        envelope = JSON.parse(text);
    } catch {
        envelope = null;
    }
    if (envelope === null || typeof envelope !== 'object' || Array.isArray(envelope)) {
        return { answer: systemMessage('error', client.room,
            { message: 'Invalid JSON message format' }) };
    }
    if (envelope.type === 'PING') {
        return { answer: JSON.stringify({ id: randomUUID(), type: 'PONG', from: SYSTEM,
            payload: { timestamp: Date.now(), originalTimestamp: envelope.payload?.timestamp } }) };
    }
    const from = envelope.from;
    if (from === null || typeof from !== 'object' || Array.isArray(from)) {
        envelope.from = { id: client.id, type: client.type };
    } else {
        from.id = client.id;
        from.type = client.type;
    }
    return { envelope };
}

// Calls deliver(client) once for each client that is to have the message.
export function route(sender, to, deliver) {
    const { byId, byType } = sender.room;
    if (!to?.id && !to?.type) {
        for (const type of ['runtime', 'data-agent']) {
            for (const client of byType.get(type)) {
                if (client !== sender)
                    deliver(client);
            }
        }
        return;
    }
    const target = to.id ? byId.get(to.id) : undefined;
    if (target)
        deliver(target);
    if (!to.id && to.type !== 'admin') {
        for (const client of byType.get(to.type) ?? []) {
            if (client !== sender)
                deliver(client);
        }
    }
    for (const admin of byType.get('admin')) {
        if (admin !== sender && admin !== target)
            deliver(admin);
    }
}

function systemMessage(type, room, payload) {
    return JSON.stringify({ id: randomUUID(), type, from: SYSTEM,
        payload: { ...payload, projectId: room.project, timestamp: Date.now() } });
}
