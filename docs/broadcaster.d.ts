// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Types of the broker's interfaces, for clients in TypeScript. docs/protocol.md explains them. Objects may
// have members that are not listed here; programs should ignore them.

/** The types with which a client may connect. */
export type ClientType = 'runtime' | 'data-agent' | 'admin';

/** The receivers of a message: one client, or all of a type except the sender. */
export type Target = { id: string; type?: string } | { type: ClientType; id?: undefined };

/** A message that a client sends. Without `to`, all other clients that are not admins receive it. */
export interface Envelope<Payload = unknown> {
  /** The sender's own id for the message; the broker does not read it. */
  id?: string;
  /** Any text except the names of the broker's own messages. */
  type: string;
  to?: Target | null;
  payload?: Payload;
}

/** The sender as the broker tells it; it cannot be forged. */
export type Sender = { type: ClientType; id: string } | { type: 'system'; id?: undefined };

/** A message of another client, or of the operator, as its receivers get it. */
export interface Delivered<Payload = unknown> extends Envelope<Payload> {
  from: Sender;
}

/** A question that the broker answers with `Pong`. */
export interface Ping<Timestamp = unknown> {
  id?: string;
  type: 'PING';
  payload?: { timestamp?: Timestamp };
}

interface SystemMessage<Type extends string, Payload> {
  /** A random UUID. */
  id: string;
  type: Type;
  from: { type: 'system' };
  payload: Payload;
}

/** The first message to each client. */
export type Connected = SystemMessage<'connected', {
  clientId: string;
  projectId: string;
  message: string;
  /** The new client is among them. */
  clientCount: number;
  /** Milliseconds since 1970-01-01 UTC. */
  timestamp: number;
}>;

/** A client left, to all that remain. */
export type ClientLeft = SystemMessage<'client_left', {
  clientId: string;
  clientType: ClientType;
  message: string;
  /** The clients that remain. */
  clientCount: number;
  projectId: string;
  timestamp: number;
}>;

/** A message of this client was refused; the connection stays open. */
export type ErrorMessage = SystemMessage<'error', {
  message: string;
  projectId: string;
  timestamp: number;
}>;

export type Pong<Timestamp = unknown> = SystemMessage<'PONG', {
  timestamp: number;
  /** The value of the PING, whatever it is; missing where there was none. */
  originalTimestamp?: Timestamp;
}>;

/** The broker's own messages. Their `from` has the type `system` and no `id`; only the operator sends so, too. */
export type BrokerMessage = Connected | ClientLeft | ErrorMessage | Pong;

/** Everything that a client may receive. */
export type Received = BrokerMessage | Delivered;

/** The close codes of the broker; section 4 of the protocol. */
export type CloseCode =
  | 1000 | 1001 | 1002 | 1007 | 1008 | 1009 | 1011 | 1012 | 4000 | 4001 | 4002 | 4003 | 4004;

/** The parameters of `/websocket`. */
export interface ConnectParameters {
  projectId: string;
  type: ClientType;
  apiKey?: string;
}

// HTTP

/** The names of faults in the calls for everybody. */
export type FailureName =
  | 'API key could not be checked'
  | 'API key required'
  | 'Bad request'
  | 'Expected Upgrade: websocket'
  | 'HTTP version not supported'
  | 'Host not allowed'
  | 'Invalid API key'
  | 'Invalid Sec-WebSocket-Key header'
  | 'Invalid console secret'
  | 'Invalid projectId parameter'
  | 'Invalid type parameter'
  | 'Key required'
  | 'Method not allowed'
  | 'Missing projectId parameter'
  | 'Missing type parameter'
  | 'Not found'
  | 'Not implemented'
  | 'Origin not allowed'
  | 'Request body too large'
  | 'Request head too large'
  | 'Request timeout'
  | 'Service unavailable'
  | 'Shutting down'
  | 'Too many connections'
  | 'Too many consoles'
  | 'Too many wrong keys'
  | 'Unauthorized'
  | 'Unknown version'
  | 'Unsupported WebSocket version';

/** A refusal of the calls for everybody. */
export interface Failure {
  error: FailureName;
  message?: string;
  projectId?: string;
}

/** A refusal of the operator's calls. */
export interface OperatorFailure {
  success: false;
  errors: [string, ...string[]];
}

export interface OperatorSuccess<Data> {
  success: true;
  data: Data;
}

/** An answer to one of the operator's calls. */
export type OperatorAnswer<Data> = OperatorSuccess<Data> | OperatorFailure;

/** `GET /health` */
export interface Health {
  status: 'healthy';
  worker: 'main';
  timestamp: number;
  version: string;
  uptimeSeconds: number;
  projects: number;
  clients: number;
  connections: { open: number; refused: number; endedByCloseCode: Record<string, number> };
  database: { connected: boolean; unwrittenMessages: number; failedWrites: number };
  /** Only in a cluster. */
  cluster?: { working: boolean; brokers: number };
}

/** `GET /health?projectId=P` */
export interface ProjectHealth {
  status: 'healthy';
  projectId: string;
  clientCount: number;
  lastActivity: number | null;
  timestamp: number;
}

/** `GET /ready` */
export interface Readiness {
  ready: boolean;
  reasons: string[];
  warnings?: string[];
  /** Some of these again, with paths and addresses; only with the service key. */
  details?: string[];
}

export interface Client {
  id: string;
  type: ClientType;
  connectedAt: number;
  connectedFor: number;
  socketState: 1;
  /** The name of its broker, in a cluster. */
  broker?: string;
  metadata: {
    userAgent: string | null;
    origin: string | null;
    /** For the holder of the service key. */
    address?: string | null;
  };
}

/** `GET /status?projectId=P` */
export interface Status {
  projectId: string;
  clientCount: number;
  lastActivity: number | null;
  timestamp: number;
  clients: Client[];
  /** A broker of the cluster did not answer. */
  partial?: true;
}

/** `GET /usage?projectId=P` */
export type Usage = OperatorSuccess<{
  projectId: string;
  totalRequests: number;
  dailyRequests: { date: string; count: number }[];
}>;

/** The body of `POST /api-keys` */
export interface NewKey {
  projectId: string;
  description?: string | null;
  createdBy?: string | null;
}

/** `POST /api-keys` */
export interface IssuedKey {
  projectId: string;
  apiKey: string;
  keyPrefix: string;
  createdAt: string;
}

/** `GET /api-keys/P` */
export interface Key {
  projectId: string;
  keyPrefix: string;
  createdAt: string;
  lastUsedAt: string | null;
  isActive: true;
  description: string | null;
}

/** `GET /api-keys` */
export interface Keys {
  keys: Key[];
}

/** The body of `PUT /api-keys/P/required` */
export interface KeyRequirement {
  required: boolean;
}

/** `GET /projects` */
export interface Projects {
  total: number;
  projects: { projectId: string; clientCount: number; messages: number; lastActivity: number }[];
  partial?: true;
}

/** `POST /publish?projectId=P` */
export interface Published {
  delivered: number;
  mirrored: number;
  partial?: true;
}

export type Verdict =
  | 'delivered'
  | 'mirrored'
  | 'skipped-sender'
  | 'skipped-other-client'
  | 'skipped-other-type'
  | 'skipped-admin'
  | 'not-routed';

/** `POST /explain?projectId=P` */
export interface Explanation {
  rule: 'to-client' | 'to-type' | 'broadcast' | 'ping';
  target: string | null;
  addressed: number;
  mirrored: number;
  clientCount: number;
  clients: { id: string; type: ClientType; verdict: Verdict }[];
}
