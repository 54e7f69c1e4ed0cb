// SPDX-FileCopyrightText: 2026 The Broadcaster authors
// SPDX-License-Identifier: MIT

// Validates docs/openapi.yaml and docs/asyncapi.yaml by the public validators. Standard input:
// {"folder", "openapi", "asyncapi"}; standard output: the faults of each.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const task = JSON.parse(readFileSync(0, 'utf8'));
const { resolve } = createRequire(`${task.folder}/package.json`);
const load = (name) => import(pathToFileURL(resolve(name)));

async function openapi(path) {
  const { Validator } = await load('@seriousme/openapi-schema-validator');
  const { valid, errors } = await new Validator().validate(readFileSync(path, 'utf8'));
  return valid ? [] : [errors];
}

async function asyncapi(path) {
  const { Parser } = (await load('@asyncapi/parser')).default;
  const { document, diagnostics } = await new Parser().parse(readFileSync(path, 'utf8'));
  const faults = diagnostics.filter(({ severity }) => severity < 2);
  return document || faults.length ? faults : ['no document'];
}

console.log(JSON.stringify({
  openapi: await openapi(task.openapi),
  asyncapi: await asyncapi(task.asyncapi),
}));
