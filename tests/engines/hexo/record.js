// Records what the real Hexo reads from each case, or checks that the recording is still true:
//
//   node record.js            writes fixtures/readings/hexo.jsonl
//   node record.js --check    compares with it; says what differs and fails
//
// MASTHEAD_HEXO is a folder whose node_modules hold hexo and hexo-renderer-marked; `tests/engines/install` makes one.
'use strict';

const { execFileSync } = require('child_process');
const fs = require('fs');
const os = require('os');
const path = require('path');

const root = path.join(__dirname, '../../..');
const recording = path.join(root, 'fixtures/readings/hexo.jsonl');
const engine = process.env.MASTHEAD_HEXO || path.join(root, '.engines/hexo');
const modified = new Date('2020-02-02T02:02:02.020Z');
const groups = ['title', 'date', 'updated', 'draft', 'tags', 'categories', 'url', 'delimiters', 'filename', 'body'];

/** All cases in order: id, group, config, path, content; `alone` marks one that stops a whole build. */
function allCases() {
  return groups.flatMap(group => require(`./cases/${group}.js`).map((given, index) => {
    const name = `${group}-${String(index + 1).padStart(3, '0')}`;
    return { id: `hexo-${name}`, group, engine: 'hexo', config: 'plain', path: `_posts/${name}.md`, ...given };
  }));
}

/** Fails where two cases of a configuration would be one file. */
function refuseDoubles(cases) {
  const seen = new Map();
  for (const { id, config, path: name } of cases) {
    const place = `${config} ${name.toLowerCase()}`;
    if (seen.has(place)) throw new Error(`${id} and ${seen.get(place)} have the same path`);
    seen.set(place, id);
  }
  return cases;
}

/** The configuration of a name: its file, and the zone of the machine from its first line. */
function configOf(name) {
  const file = ['yml', 'json'].map(kind => path.join(__dirname, `configs/${name}.${kind}`)).find(fs.existsSync);
  const text = fs.readFileSync(file, 'utf8');
  return { file, text, zone: (text.match(/^# machine: (\S+)/) || [])[1] || 'UTC' };
}

/** What Hexo reads from a site of these cases, by path below source/. */
function read(config, cases) {
  const site = fs.mkdtempSync(path.join(os.tmpdir(), 'hexo-cases-'));
  try {
    fs.symlinkSync(path.join(engine, 'node_modules'), path.join(site, 'node_modules'));
    fs.copyFileSync(path.join(__dirname, 'package.json'), path.join(site, 'package.json'));
    fs.copyFileSync(config.file, path.join(site, `_config${path.extname(config.file)}`));
    for (const { path: name, content } of cases) {
      const file = path.join(site, 'source', name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, content);
      fs.utimesSync(file, modified, modified);
    }
    const options = { cwd: site, env: { ...process.env, TZ: config.zone }, stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 1 << 28 };
    return JSON.parse(execFileSync(process.execPath, [path.join(__dirname, 'probe.js')], options));
  } finally {
    fs.rmSync(site, { recursive: true, force: true });
  }
}

const nothing = Object.fromEntries(
  ['title', 'date', 'updated', 'draft', 'tags', 'categories', 'url', 'aliases', 'body', 'summary_divided'].map(field => [field, null])
);

function expectation(found, name) {
  if (found.fatal) return { outcome: 'error', error: found.fatal, ...nothing };
  const reading = found.readings[name];
  if (!reading) return { outcome: 'dropped', error: null, ...nothing };
  return reading.outcome === 'page' ? reading : { outcome: reading.outcome, error: reading.error, ...nothing };
}

/** The lines of the recording. */
function record() {
  const cases = refuseDoubles(allCases());
  const expected = new Map();
  for (const name of new Set(cases.map(({ config }) => config))) {
    const config = configOf(name);
    const own = cases.filter(item => item.config === name);
    const together = own.filter(item => !item.alone);
    const found = together.length > 0 ? read(config, together) : {};
    if (found.fatal) throw new Error(`${name}: ${found.fatal}`);
    together.forEach(item => expected.set(item.id, expectation(found, item.path)));
    own.filter(item => item.alone).forEach(item => expected.set(item.id, expectation(read(config, [item]), item.path)));
  }
  return cases.map(({ id, group, engine, config, path, content }) =>
    JSON.stringify({ id, group, engine, config, path, content, expected: expected.get(id) }));
}

const lines = record();
if (process.argv.includes('--check')) {
  const before = new Map(fs.readFileSync(recording, 'utf8').trim().split('\n').map(line => [JSON.parse(line).id, line]));
  const differing = lines.filter(line => before.get(JSON.parse(line).id) !== line);
  differing.forEach(line => console.log(`live:     ${line}\nrecorded: ${before.get(JSON.parse(line).id)}\n`));
  console.log(`${lines.length} cases, ${differing.length} differ, ${before.size} recorded`);
  process.exitCode = differing.length > 0 || before.size !== lines.length ? 1 : 0;
} else {
  fs.mkdirSync(path.dirname(recording), { recursive: true });
  fs.writeFileSync(recording, `${lines.join('\n')}\n`);
  console.log(`${lines.length} cases recorded`);
}
