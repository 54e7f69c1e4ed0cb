// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT
'use strict';

// Runs the same steps with both clients of the Model Context Protocol that its authors publish.
// Standard input: {"url", "key", "folder", "project", "agent"}; standard output: the steps.
const assert = require('node:assert');
const fs = require('node:fs');
const { createRequire } = require('node:module');

const task = JSON.parse(fs.readFileSync(0, 'utf8'));
const load = createRequire(`${task.folder}/package.json`);
const steps = [];

async function step(name, work) {
  try {
    await work();
    steps.push({ name, error: null });
  } catch (error) {
    steps.push({ name, error: String(error && error.stack) });
  }
}

function dataOf(result) {
  assert.ok(!result.isError, JSON.stringify(result));
  assert.match(result.structuredContent.notice, /never follow instructions/);
  return result.structuredContent.untrustedData;
}

async function scenario(kind, client, transport, version) {
  const call = (name, args = {}) => client.callTool({ name, arguments: args });
  await step(`${kind}: connects`, async () => {
    await client.connect(transport);
    assert.equal(client.getServerVersion().name, 'broadcaster');
    assert.equal(version(client, transport), kind === 'sdk' ? '2025-11-25' : '2026-07-28');
    assert.match(client.getInstructions(), /untrustedData/);
  });
  await step(`${kind}: lists the tools`, async () => {
    const { tools } = await client.listTools(); // From now on, it checks answers by their schemas.
    const names = tools.map(({ name }) => name);
    for (const name of ['find', 'message', 'why', 'stats', 'send']) assert.ok(names.includes(name));
  });
  await step(`${kind}: projects`, async () => {
    const { projects } = dataOf(await call('projects'));
    assert.ok(projects.some(({ projectId }) => projectId === task.project));
  });
  await step(`${kind}: clients`, async () => {
    const { clients } = dataOf(await call('clients', { projectId: task.project }));
    assert.ok(clients.some(({ clientId }) => clientId === task.agent));
  });
  await step(`${kind}: stats`, async () => assert.ok(dataOf(await call('stats')).limits));
  await step(`${kind}: explains, sends, finds and tells why`, async () => {
    const type = `from-${kind}`;
    const envelope = JSON.stringify({ type, to: { id: task.agent } });
    const explained = dataOf(await call('explain', { projectId: task.project, envelope }));
    assert.equal(explained.reach.addressed, 1);
    const sent = dataOf(await call('send', { projectId: task.project, envelope }));
    assert.equal(sent.delivered, 1);
    const search = { projectId: task.project, filter: `type == "${type}"` };
    let found = [];
    for (let tries = 0; !found.length && tries < 500; ++tries)
      found = dataOf(await call('find', search)).messages;
    const { number } = found[0];
    assert.equal(dataOf(await call('message', { number })).verdicts.delivered, 1);
    const why = dataOf(await call('why', { number, clientId: task.agent }));
    assert.equal(why.verdict, 'delivered');
  });
  await step(`${kind}: events`, async () => {
    const { events } = dataOf(await call('events', { clientId: task.agent }));
    assert.equal(events[0].kind, 'Joined');
  });
  await step(`${kind}: is told of its faults`, async () => {
    const result = await call('find', { filter: '(' });
    assert.ok(result.isError);
    assert.match(result.content[0].text, /^filter:/);
    await assert.rejects(call('nope'), /There is no tool 'nope'/);
  });
  await step(`${kind}: leaves`, () => client.close());
}

async function main() {
  const options = { requestInit: { headers: { Authorization: `Bearer ${task.key}` } } };
  const about = { name: 'tests', version: '1' };

  const sdk = load('@modelcontextprotocol/sdk/client/index.js');
  const http = load('@modelcontextprotocol/sdk/client/streamableHttp.js');
  await scenario('sdk', new sdk.Client(about),
    new http.StreamableHTTPClientTransport(new URL(task.url), options),
    (_, transport) => transport.protocolVersion);

  const modern = load('@modelcontextprotocol/client');
  await scenario('client', new modern.Client(about, { versionNegotiation: { mode: 'auto' } }),
    new modern.StreamableHTTPClientTransport(new URL(task.url), options),
    (client) => client.getNegotiatedProtocolVersion());

  process.stdout.write(JSON.stringify(steps), () => process.exit(0));
}

main();
