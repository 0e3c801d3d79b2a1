// Loads the Hexo site in the current folder and prints what Hexo read, as JSON: posts, pages and errors.
// A body that cannot be rendered would stop the whole build; here it is noted, and the build goes on.
'use strict';

const { createRequire } = require('module');
const fs = require('fs');
const path = require('path');

const site = process.cwd();
const needs = createRequire(path.join(site, 'package.json'));
const Hexo = needs('hexo');
const { toDate } = createRequire(needs.resolve('hexo'))('../plugins/processor/common');
const { parse } = createRequire(needs.resolve('hexo'))('hexo-front-matter');

const firstLine = error => String(error && error.message || error)
  .replace(/\u001b\[\d+m/g, '')
  .split('\n').map(line => line.trim()).filter(line => line && !line.startsWith('==='))
  .slice(0, 2).join(' ');

// A route depends on a value when it changes with it.
function route(hexo, post, known) {
  const look = values => {
    const data = {};
    for (const key of Object.keys(post)) Object.defineProperty(data, key, Object.getOwnPropertyDescriptor(post, key));
    for (const key of Object.keys(values)) Object.defineProperty(data, key, { value: values[key], enumerable: true });
    return hexo.execFilterSync('post_permalink', data, { context: hexo });
  };
  const own = look({});
  const other = post.date.clone().add(401, 'days').add(3723, 'seconds');
  if (look({ _id: 'other' }) !== own) return null;
  if (!known.date && look({ date: other }) !== own) return null;
  if (!known.updated && post.updated && look({ updated: other }) !== own) return null;
  const routed = '/' + hexo.route.format(own);
  return own.endsWith('/') || own === '' ? routed.replace(/index\.html$/, '') : routed;
}

const instant = moment => moment ? moment.toISOString().replace(/\.000Z$/, 'Z').replace(/(\.\d*?)0+Z$/, '$1Z').replace(/^\+0*/, '') : null;

function categories(post) {
  const all = post.categories.toArray();
  const byId = new Map(all.map(category => [category._id, category]));
  const parents = new Set(all.map(category => category.parent));
  const trail = category => category ? [...trail(byId.get(category.parent)), category.name] : [];
  return all.filter(category => !parents.has(category._id)).map(trail).sort(byText);
}

const byText = (a, b) => {
  const [x, y] = [JSON.stringify(a), JSON.stringify(b)].map(text => Buffer.from(text));
  return Buffer.compare(x, y);
};

function reading(hexo, item, kind, failures) {
  const failure = failures.get(item.source);
  if (failure) return { outcome: 'error', error: failure };
  const written = parse(item.raw);
  const stats = fs.statSync(path.join(hexo.source_dir, item.source));
  const fallback = kind === 'page' ? stats.ctime : stats.birthtime;
  const known = {
    date: Math.abs(item.date.valueOf() - fallback.getTime()) > 1,
    updated: Boolean(toDate(written.updated))
  };
  const post = kind === 'post';
  const page = item.path && '/' + hexo.route.format(item.path).replace(/(^|\/)index\.html$/, '$1');
  const text = value => typeof value === 'string' ? value.toWellFormed() : value;
  return {
    outcome: 'page',
    error: null,
    title: text(item.title),
    date: known.date ? instant(item.date) : null,
    updated: known.updated ? instant(item.updated) : null,
    draft: post && item.published === false,
    tags: post ? item.tags.map(tag => tag.name).sort(byText) : [],
    categories: post ? categories(item) : [],
    url: post ? route(hexo, item, known) : page,
    aliases: null,
    body: text(item._content),
    summary_divided: (item.content || '').includes('<span id="more"></span>')
  };
}

async function main() {
  const hexo = new Hexo(site, { silent: true, drafts: true });
  await hexo.init();
  const dropped = new Map();
  hexo.log.error = (data, _message, source) => {
    const name = String(source).replace(/\u001b\[\d+m/g, '');
    dropped.set(name, firstLine(data && data.err || data));
  };
  const failures = new Map();
  const render = hexo.post.render.bind(hexo.post);
  hexo.post.render = (source, data, callback) => render(source, data, callback).catch(error => {
    failures.set(data.source, firstLine(error));
    data.content = '';
    return data;
  });
  const readings = {};
  try {
    await hexo.load();
  } catch (error) {
    process.stdout.write(JSON.stringify({ fatal: firstLine(error) }));
    return;
  }
  for (const [model, kind] of [['Post', 'post'], ['Page', 'page']]) {
    // An item of a list at the top of a block can become a post of a file that is not there.
    const items = hexo.model(model).filter(item => fs.existsSync(path.join(hexo.source_dir, item.source)));
    items.forEach(item => { readings[item.source] = reading(hexo, item, kind, failures); });
  }
  for (const [source, error] of dropped) readings[source] = readings[source] || { outcome: 'dropped', error };
  process.stdout.write(JSON.stringify({ readings }));
}

main().catch(error => {
  process.stdout.write(JSON.stringify({ fatal: firstLine(error) }));
});
