// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
'use strict';

// Expectations of any client of the standard WebSocket interface: one script for browsers and for
// Node. run() resolves to [{ name, error }], error null on success.
((exports) => {
  const MAX_MESSAGE = 1024 * 1024;
  const STEP_MILLISECONDS = 30000;
  const KINDS = ['runtime', 'data-agent', 'admin'];

  const check = (ok, what) => {
    if (!ok) throw new Error(what);
  };
  const checkEqual = (got, wanted, what) => {
    const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
    check(a === b, `${what}: ${String(a).slice(0, 300)} instead of ${String(b).slice(0, 300)}`);
  };

  // A socket whose messages are awaited one by one.
  class Peer {
    constructor(socket, kind) {
      Object.assign(this, { socket, kind, messages: [], waiters: [] });
      socket.onmessage = ({ data }) => {
        this.messages.push(typeof data === 'string' ? JSON.parse(data) : { type: 'not text' });
        this.waiters.shift()?.();
      };
      this.closed = new Promise((resolve) => {
        socket.onclose = ({ code, wasClean }) => resolve({ code, wasClean });
      });
    }

    async next(type) {
      if (this.messages.length === 0) await new Promise((resolve) => this.waiters.push(resolve));
      const message = this.messages.shift();
      if (type) checkEqual(message.type, type, 'type');
      return message;
    }

    send(envelope) {
      this.socket.send(JSON.stringify(envelope));
    }

    async close(code, reason) {
      this.socket.close(code, reason);
      return this.closed;
    }
  }

  class Scenario {
    constructor(WebSocket, base, serviceKey) {
      Object.assign(this, { WebSocket, base, serviceKey, peers: [], count: 0 });
    }

    url(project, kind, parameters = {}) {
      const query = new URLSearchParams({ projectId: project, type: kind, ...parameters });
      return `${this.base.replace('http', 'ws')}/websocket?${query}`;
    }

    open(project, kind, parameters) {
      const socket = new this.WebSocket(this.url(project, kind, parameters));
      socket.onerror = () => {}; // told by onclose, too
      const peer = new Peer(socket, kind);
      this.peers.push(peer);
      return peer;
    }

    async connect(project, kind, parameters) {
      const peer = this.open(project, kind, parameters);
      peer.welcome = await peer.next('connected');
      peer.id = peer.welcome.payload.clientId;
      return peer;
    }

    async three(project) {
      const peers = [];
      for (const kind of KINDS) peers.push(await this.connect(project, kind));
      return peers;
    }

    // All messages of each peer before a barrier of the sender, which goes once to each.
    async collect(sender, peers) {
      const id = `barrier-${++this.count}`;
      sender.send({ id, type: 'barrier', to: { id: sender.id } });
      sender.send({ id, type: 'barrier' });
      const came = [];
      for (const peer of peers) {
        const messages = [];
        for (;;) {
          const message = await peer.next();
          if (message.id === id) break;
          messages.push(message);
        }
        came.push(messages);
      }
      return came;
    }

    // Sends, and checks that just the receivers get it, unchanged except for `from`.
    async route(sender, envelope, peers, receivers) {
      sender.send(envelope);
      const came = await this.collect(sender, peers);
      const { from, ...rest } = envelope;
      peers.forEach((peer, at) => {
        checkEqual(came[at].length, receivers.includes(peer) ? 1 : 0, `messages for ${peer.kind}`);
        for (const { from: stamp, ...message } of came[at]) {
          checkEqual(message, rest, 'message');
          checkEqual([stamp.id, stamp.type], [sender.id, sender.kind], 'from');
        }
      });
    }

    async fetchKeys(method, path = '', body = undefined) {
      const answer = await fetch(`${this.base}/api-keys${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${this.serviceKey}`,
          ...(body && { 'Content-Type': 'application/json' }),
        },
        body: body && JSON.stringify(body),
      });
      return { status: answer.status, ...(await answer.json()) };
    }
  }

  const steps = {
    async 'three types connect'(s) {
      const peers = await s.three('connect');
      peers.forEach((peer, at) => {
        const { payload } = peer.welcome;
        checkEqual(payload.projectId, 'connect', 'projectId');
        checkEqual(payload.clientCount, at + 1, 'clientCount');
        check(/^[0-9a-f-]{36}$/.test(payload.clientId), 'clientId');
      });
    },
    async 'route by id'(s) {
      const [runtime, agent, admin] = await s.three('id');
      const peers = [runtime, agent, admin, await s.connect('id', 'data-agent')];
      const envelope = { id: '1', type: 't', from: { type: 'runtime' }, to: { id: agent.id } };
      await s.route(runtime, envelope, peers, [agent, admin]);
    },
    async 'route by type'(s) {
      const [runtime, agent, admin] = await s.three('type');
      const other = await s.connect('type', 'data-agent');
      const envelope = { id: '1', type: 't', to: { type: 'data-agent' }, payload: { n: 1 } };
      await s.route(runtime, envelope, [runtime, agent, admin, other], [agent, admin, other]);
      await s.route(agent, envelope, [runtime, agent, admin, other], [admin, other]);
    },
    async 'broadcast'(s) {
      const [runtime, agent, admin] = await s.three('broadcast');
      await s.route(runtime, { id: '1', type: 't' }, [runtime, agent, admin], [agent]);
      await s.route(admin, { id: '2', type: 't' }, [runtime, agent, admin], [runtime, agent]);
    },
    async 'mirror'(s) {
      const [runtime, agent, admin] = await s.three('mirror');
      const peers = [runtime, agent, admin];
      await s.route(runtime, { id: '1', to: { id: 'nobody' } }, peers, [admin]);
      await s.route(runtime, { id: '2', to: { id: admin.id } }, peers, [admin]);
    },
    async 'PING'(s) {
      const [runtime, agent, admin] = await s.three('ping');
      const before = Date.now();
      runtime.send({ type: 'PING', payload: { timestamp: before } });
      const { from, payload } = await runtime.next('PONG');
      checkEqual(from, { type: 'system' }, 'from');
      checkEqual(payload.originalTimestamp, before, 'originalTimestamp');
      check(Math.abs(payload.timestamp - before) < 60000, 'timestamp');
      const came = await s.collect(runtime, [runtime, agent, admin]);
      checkEqual(came, [[], [], []], 'messages');
    },
    async 'client_left'(s) {
      const [runtime, agent, admin] = await s.three('left');
      await agent.close();
      for (const peer of [runtime, admin]) {
        const { payload } = await peer.next('client_left');
        checkEqual([payload.clientId, payload.clientType, payload.clientCount],
          [agent.id, 'data-agent', 2], 'payload');
      }
    },
    async 'error'(s) {
      const [runtime, agent, admin] = await s.three('error');
      runtime.socket.send('{not json');
      checkEqual((await runtime.next('error')).payload.message, 'Invalid JSON message format',
        'message');
      runtime.send({ to: 'nobody' });
      const { payload } = await runtime.next('error');
      check(payload.message.startsWith('Invalid to field: '), payload.message);
      checkEqual(await s.collect(runtime, [agent, admin]), [[], []], 'messages');
    },
    async 'close codes'(s) {
      for (const [code, reason] of [[1000], [1000, 'done'], [3000, 'é'], [4999, 'x'.repeat(123)]]) {
        const peer = await s.connect('codes', 'runtime');
        checkEqual(await peer.close(code, reason), { code, wasClean: true }, 'close');
      }
    },
    async 'close at once'(s) {
      const stays = await s.connect('at once', 'runtime');
      const hasty = await s.connect('at once', 'data-agent');
      hasty.send({ id: 'last words' });
      hasty.socket.close();
      checkEqual((await stays.next()).id, 'last words', 'id');
      await stays.next('client_left');
    },
    async 'large message'(s) {
      const [runtime, agent, admin] = await s.three('large');
      for (const size of [125, 126, 65535, 65536, MAX_MESSAGE - 200]) {
        const envelope = { id: '1', to: { id: agent.id }, payload: 'x'.repeat(size) };
        await s.route(runtime, envelope, [runtime, agent, admin], [agent, admin]);
      }
    },
    async 'too large message'(s) {
      const [runtime, agent] = await s.three('too large');
      runtime.socket.send('x'.repeat(MAX_MESSAGE + 1));
      checkEqual((await runtime.closed).code, 1009, 'code');
      await agent.next('client_left');
    },
    async 'unicode'(s) {
      const project = 'Ünï/😀 +&=?#%';
      const [runtime, agent, admin] = await s.three(project);
      checkEqual(runtime.welcome.payload.projectId, project, 'projectId');
      const envelope = { id: '\u0000\ufeff\u2028', type: '😀', payload: 'é\ud800"\\\n' };
      await s.route(runtime, envelope, [runtime, agent, admin], [agent]);
    },
    async 'binary as text'(s) {
      const [runtime, agent] = await s.three('binary');
      runtime.socket.send(new TextEncoder().encode('{"id":"é"}'));
      checkEqual((await agent.next()).id, 'é', 'id');
    },
    async 'many messages keep their order'(s) {
      const [runtime, agent, admin] = await s.three('order');
      const count = 5000;
      for (let id = 0; id < count; ++id)
        runtime.send({ id, to: id % 2 ? { id: agent.id } : { type: 'data-agent' } });
      const came = await s.collect(runtime, [runtime, agent, admin]);
      const all = Array.from({ length: count }, (_, id) => id);
      checkEqual(came.map((messages) => messages.map(({ id }) => id)), [[], all, all], 'ids');
    },
    async 'refused connections'(s) {
      for (const [project, kind, parameters] of [
        ['', 'runtime', {}], ['p', 'nobody', {}], ['p', 'runtime', { apiKey: 'wrong' }],
      ]) {
        const { code } = await s.open(project, kind, parameters).closed;
        checkEqual(code, 1006, 'code');
      }
    },
    async 'keys'(s) {
      const project = 'keys/é';
      const path = `/${encodeURIComponent(project)}`;
      const issued = await s.fetchKeys('POST', '', { projectId: project, description: 'é' });
      checkEqual([issued.status, issued.success], [201, true], 'issued');
      checkEqual((await s.fetchKeys('POST', '', { projectId: project })).status, 409, 'again');
      const info = await s.fetchKeys('GET', path);
      checkEqual(info.data.keyPrefix, issued.data.apiKey.slice(0, 12), 'keyPrefix');
      checkEqual((await s.fetchKeys('GET')).data.keys.length, 1, 'keys');
      const free = await s.connect(project, 'runtime');
      const keyed = await s.connect(project, 'data-agent', { apiKey: issued.data.apiKey });
      checkEqual((await s.fetchKeys('DELETE', path)).data.message,
        `API key revoked for project: ${project}`, 'message');
      checkEqual((await keyed.closed).code, 4001, 'code');
      await free.next('client_left');
      checkEqual((await s.fetchKeys('DELETE', path)).status, 404, 'gone');
    },
  };

  async function within(milliseconds, work) {
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done in ${milliseconds} ms`)), milliseconds);
    });
    return Promise.race([work, late]).finally(() => clearTimeout(timer));
  }

  exports.run = async (WebSocket, base, serviceKey) => {
    const results = [];
    for (const [name, step] of Object.entries(steps)) {
      const scenario = new Scenario(WebSocket, base, serviceKey);
      let error = null;
      try {
        await within(STEP_MILLISECONDS, step(scenario));
      } catch (problem) {
        error = String(problem.stack ?? problem);
      }
      for (const { socket } of scenario.peers) socket.close();
      results.push({ name, error });
    }
    return results;
  };
})(typeof module === 'object' ? module.exports : (window.scenario = {}));
