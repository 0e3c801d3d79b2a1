#!/usr/bin/env node
// Runs the program of the package for this platform, with the same arguments, streams and exit code.
'use strict';

const { spawnSync } = require('node:child_process');
const { optionalDependencies } = require('../package.json');

function program() {
  const { platform, arch } = process;
  const file = platform === 'win32' ? 'masthead.exe' : 'masthead';
  // A system without glibc can only run what is linked with musl; one with it runs both.
  const { glibcVersionRuntime } = platform === 'linux' ? process.report.getReport().header : {};
  const kinds = platform !== 'linux' ? [''] : glibcVersionRuntime ? ['-gnu', '-musl'] : ['-musl'];
  for (const kind of kinds) {
    try {
      return require.resolve(`@masthead/${platform}-${arch}${kind}/bin/${file}`);
    } catch {
      // The next kind may be there.
    }
  }
  const known = Object.keys(optionalDependencies).map((name) => name.split('/')[1]);
  console.error(
    `masthead: there is no program for ${platform}-${arch} here. Packages exist for ${known.join(', ')}; where yours is ` +
      'among them, install again with optional dependencies, else `cargo install masthead` builds it.',
  );
  process.exit(2);
}

const { status, signal, error } = spawnSync(program(), process.argv.slice(2), { stdio: 'inherit' });
if (error) {
  console.error(`masthead: ${error.message}`);
  process.exit(2);
}
if (signal) {
  process.kill(process.pid, signal);
}
process.exitCode = status ?? 2;
