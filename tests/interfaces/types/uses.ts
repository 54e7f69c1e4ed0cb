// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Right uses of docs/broadcaster.d.ts, and wrong ones, each of which must be an error.
import type {
  BrokerMessage, CloseCode, ConnectParameters, Delivered, Envelope, Explanation, Failure, Health, IssuedKey,
  KeyRequirement, Keys, NewKey, OperatorAnswer, Ping, Pong, ProjectHealth, Projects, Published, Readiness, Received,
  Status, Target, Usage,
} from '../../../docs/broadcaster';

const toOne: Target = { id: '6b4c1f0e-5a5d-4b7e-9f0a-0d6f1c2b3a49' };
const toType: Target = { type: 'data-agent' };
const query: Envelope<{ text: string }> = { id: '1', type: 'query', to: toOne, payload: { text: 'hi' } };
const news: Envelope = { type: 'news', to: null, payload: [1, 'two', null] };
const ping: Ping<number> = { type: 'PING', payload: { timestamp: 1 } };
const parameters: ConnectParameters = { projectId: 'demo', type: 'runtime' };
const away: CloseCode = 4001;
export const uses = [toType, query, news, ping, parameters, away];

// @ts-expect-error A client has one of three types.
export const wrongType: ConnectParameters = { projectId: 'demo', type: 'agent' };
// @ts-expect-error A target names a client or a type.
export const nobody: Target = {};
// @ts-expect-error An envelope needs its type.
export const untyped: Envelope = { payload: 1 };
// @ts-expect-error The broker sets the sender.
export const forged: Envelope = { type: 'news', from: { type: 'system' } };
// @ts-expect-error The payload has another type.
export const otherPayload: Envelope<{ text: string }> = { type: 'query', payload: { text: 1 } };
// @ts-expect-error The broker has no such code.
export const code: CloseCode = 4005;
// @ts-expect-error A key belongs to a project.
export const newKey: NewKey = { description: 'My first key' };
// @ts-expect-error It is true or false.
export const requirement: KeyRequirement = { required: 'yes' };

function isOfBroker(message: Received): message is BrokerMessage {
  return message.from.type === 'system' && ['connected', 'client_left', 'error', 'PONG'].includes(message.type);
}

export function told(message: Received): string {
  if (!isOfBroker(message)) return answered(message).type;
  switch (message.type) {
    case 'connected': return `${message.payload.clientId} of ${message.payload.clientCount}`;
    case 'client_left': return message.payload.clientType;
    case 'error': return message.payload.message;
    case 'PONG': return String(message.payload.timestamp);
  }
}

function answered(message: Delivered): Envelope {
  // @ts-expect-error The operator has no id.
  const id: string = message.from.id;
  return message.from.type === 'system' ? { type: id } : { type: 'reply', to: { id: message.from.id } };
}

export function elapsed(pong: Pong<number>): number {
  // @ts-expect-error It may be missing.
  const sent: number = pong.payload.originalTimestamp;
  return pong.payload.timestamp - (pong.payload.originalTimestamp ?? sent);
}

export function keyOf(answer: OperatorAnswer<IssuedKey>): string {
  // @ts-expect-error A refusal has no data.
  answer.data;
  return answer.success ? answer.data.apiKey : answer.errors[0];
}

export function figures(health: Health, project: ProjectHealth, ready: Readiness, status: Status, usage: Usage,
  keys: Keys, projects: Projects, published: Published, explanation: Explanation, failure: Failure): unknown[] {
  // @ts-expect-error There may be no activity.
  const activity: number = status.lastActivity;
  // @ts-expect-error There is no such fault.
  const isOther = failure.error === 'Teapot';
  return [health.connections.endedByCloseCode['1000'], health.cluster?.brokers, project.clientCount, ready.reasons,
    status.clients[0]?.metadata.origin, usage.data.dailyRequests[0]?.date, keys.keys[0]?.lastUsedAt, projects.total,
    published.delivered, explanation.clients[0]?.verdict, activity, isOther];
}
