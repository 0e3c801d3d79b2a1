// Starts `masthead lsp` for Markdown files, and says what to do where there is no such program.
'use strict';

const { execFile } = require('node:child_process');
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

/** What changes the meaning of posts that are open: other posts, configuration and templates. */
const WATCHED = '**/*.{md,markdown,toml,yml,yaml,json,html,njk,ejs,swig,png,jpg,jpeg,gif,webp,avif,svg}';

let client;

function program() {
  const path = vscode.workspace.getConfiguration('masthead').get('path') || 'masthead';
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  return path.replaceAll('${workspaceFolder}', folder);
}

/** Why the program cannot be run; undefined where it can. */
function failure(path) {
  return new Promise((resolve) => {
    execFile(path, ['--version'], { timeout: 10_000 }, (error) => {
      resolve(error ? (error.code === 'ENOENT' ? 'it was not found' : error.message) : undefined);
    });
  });
}

async function start() {
  const path = program();
  const reason = await failure(path);
  if (reason) {
    const settings = 'Open settings';
    const message = `Masthead cannot start \`${path}\`: ${reason}. Install it, as with \`uv tool install masthead\`, or say where it is.`;
    if ((await vscode.window.showErrorMessage(message, settings)) === settings) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'masthead.path');
    }
    return;
  }
  client = new LanguageClient(
    'masthead',
    'Masthead',
    { command: path, args: ['lsp'] },
    {
      documentSelector: [{ scheme: 'file', language: 'markdown' }],
      synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher(WATCHED) },
    },
  );
  await client.start();
}

async function stop() {
  const running = client;
  client = undefined;
  await running?.stop();
}

async function restart() {
  await stop();
  await start();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand('masthead.restart', restart),
    vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('masthead.path') && restart()),
  );
  await start();
}

module.exports = { activate, deactivate: stop };
