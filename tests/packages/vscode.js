// Activates the packed extension with a stand-in for VS Code, and lets the server that it starts look at a post.
// usage: node vscode.js EXTENSION PROGRAM
'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const Module = require('node:module');
const path = require('node:path');

const [extension, program] = process.argv.slice(2);
const errors = [];
let setting = program;
let server;

/** What the extension asks of VS Code. */
const vscode = {
  commands: { registerCommand: () => ({}), executeCommand: async () => {} },
  window: { showErrorMessage: async (text) => void errors.push(text) },
  workspace: {
    createFileSystemWatcher: () => ({}),
    getConfiguration: () => ({ get: () => setting }),
    onDidChangeConfiguration: () => ({}),
    workspaceFolders: [{ uri: { fsPath: path.dirname(program) } }],
  },
};

/** A client that runs what it was given and shakes hands. */
class LanguageClient {
  constructor(id, name, { command, args }) {
    this.child = server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    this.heard = '';
    this.child.stdout.setEncoding('utf8').on('data', (text) => (this.heard += text));
  }
  async start() {
    this.say('initialize', { capabilities: {} }, 1);
    await this.hears('"name":"masthead"');
    const uri = 'file:///a.md';
    this.say('textDocument/didOpen', { textDocument: { uri, languageId: 'markdown', version: 1, text: '---\ntitle: a: b\n---\n' } });
    await this.hears('value-unquoted');
  }
  async stop() {
    this.say('shutdown', null, 2);
    await this.hears('"id":2');
    this.say('exit', null);
    await once(this.child, 'exit');
  }
  /** Waits for what the server has to say; the test as a whole ends after a while. */
  async hears(text) {
    while (!this.heard.includes(text)) await once(this.child.stdout, 'data');
  }
  say(method, params, id) {
    const text = JSON.stringify({ jsonrpc: '2.0', id, method, params });
    this.child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }
}

async function main() {
  // The real client is in the package; it needs a real VS Code, so only its presence is asked for.
  const client = require(path.join(extension, 'node_modules/vscode-languageclient/package.json'));
  assert.ok(client.version);
  const load = Module._load;
  Module._load = (name, ...rest) => {
    if (name === 'vscode') return vscode;
    if (name === 'vscode-languageclient/node') return { LanguageClient };
    return load(name, ...rest);
  };
  const { activate, deactivate } = require(extension);
  await activate({ subscriptions: [] });
  assert.deepEqual(errors, []);
  await deactivate();
  assert.equal(server.exitCode, 0);
  // A program that is not there is told, not thrown.
  setting = '${workspaceFolder}/no such program';
  await activate({ subscriptions: [] });
  assert.match(errors[0], /cannot start .*no such program.*not found/);
}

setTimeout(() => {
  console.error('the server does not answer');
  server?.kill();
  process.exit(1);
}, 30_000).unref();

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
