// Loads the Hexo site in the current folder and writes what Hexo holds of each page to a file, for masthead verify:
//
//   node probe.js OUTPUT THEME_IS_THERE
//
// A tag that nothing defines leaves a mark and shows what it encloses; a file that cannot be read and a body that cannot be
// rendered are told, and the others go on.
'use strict';

const { createRequire } = require('module');
const fs = require('fs');
const path = require('path');

const [output, themeIsThere] = process.argv.slice(2);
const site = process.cwd();
const needs = createRequire(path.join(site, 'package.json'));
const Hexo = needs('hexo');
const { toDate } = createRequire(needs.resolve('hexo'))('../plugins/processor/common');
const { parse } = createRequire(needs.resolve('hexo'))('hexo-front-matter');

const standIns = new Set();
const unread = [];
const redirects = {};
const feeds = {};

// What Nunjucks knows by itself.
const ownTags = ['asyncAll', 'asyncEach', 'block', 'call', 'elif', 'else', 'elseif', 'extends', 'filter', 'for', 'from', 'if', 'ifAsync',
  'import', 'include', 'macro', 'raw', 'set', 'switch', 'case', 'default', 'verbatim'];

const firstLine = error => String(error && error.message || error)
  .replace(/\u001b\[\d+m/g, '')
  .split('\n').map(line => line.trim()).filter(line => line && !line.startsWith('==='))
  .slice(0, 2).join(' ');

function filesBelow(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const name = path.join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(name) : [name];
  });
}

// Where Hexo runs no tag: fenced code (backtick_code_block.js), `raw`, comments, and code in a line (post.js: escapeAllSwigTags).
const quoted = [
  /^[^\S\r\n]*(?:(?:>|[-*+]|\d+\.)[^\S\r\n]*)*(`{3,}|~{3,}).*\n(?:[\s\S]*?\n)?[^\S\r\n]*(?:>[^\S\r\n]*)*\1[^\S\r\n]*$/gm,
  /\{%-?\s*raw\s*-?%\}[\s\S]*?\{%-?\s*endraw\s*-?%\}/g,
  /<!--[\s\S]*?-->/g,
  /(?<!`)(`+)(?!`)(?:(?!\r?\n\r?\n)[\s\S])*?(?<!`)\1(?!`)/g
];

/** The tags that the content calls, with whether something closes them. */
function calledTags(hexo) {
  const called = new Map();
  const closing = new Set();
  for (const file of filesBelow(hexo.source_dir).filter(name => hexo.render.isRenderable(name))) {
    const text = fs.readFileSync(file, 'utf8');
    const names = text => [...text.matchAll(/\{%-?\s*([^\s%}]+)/g)].map(([, name]) => name);
    const isEnd = name => name.startsWith('end') && name.length > 3;
    for (const name of names(text)) if (!isEnd(name)) called.set(name, false);
    const run = quoted.reduce((text, place) => text.replace(place, ''), text);
    for (const name of names(run)) if (isEnd(name)) closing.add(name.slice(3));
  }
  for (const name of called.keys()) called.set(name, closing.has(name));
  return called;
}

/** A mark with what a tag was given: as it is written, and where that is HTML, what it shows. */
function mark(name, args) {
  const given = [name, ...args].join(' ');
  const shown = /<[^>]*>/.test(given) ? ' ' + given.replace(/<[^>]*>/g, '').replace(/&#?\w+;/g, ' ') : '';
  return `\ue000${(given + shown).replace(/[<>&]/g, ' ')}\ue001`;
}

/** The definitions of links in a post, which a piece of it may name. */
const definitions = post => (String(post && (post._content || post.raw) || '').match(/^ {0,3}\[[^\]\n]+\]:[ \t]+\S.*$/gm) || []).join('\n');

function standIn(hexo, name, closed) {
  hexo.extend.tag.register(name, function (args, body) {
    standIns.add(name);
    if (!closed) return mark(name, args);
    // Themes show what comments in a tag say, as the captions of tabs, which have the name of all and a number where they say nothing.
    let nth = 0;
    const text = String(body || '').replace(/^[ \t]*<!--[ \t]*((?:end)?tab\b[^\n]*?)[ \t]*-->[ \t]*$/gm, (_, comment) => {
      if (!comment.startsWith('end')) nth += 1;
      return `\n\n${mark(comment.replace(/[\ue000\ue001]/g, ' '), [...args, nth])}\n\n`;
    });
    const inner = hexo.render.renderSync({ text: `${text}\n\n${definitions(this)}\n`, engine: 'markdown' });
    return mark(name, args) + inner + mark(`/${name}`, []);
  }, { ends: closed });
}

/** A theme may bring a tag of its own under a name that Hexo has too; where Hexo's refuses the call, it was the theme's. */
function guard(hexo, name) {
  const tag = hexo.extend.tag.env.getExtension(name);
  if (!tag || typeof tag._run !== 'function' || /^(post|asset)_/.test(name)) return;
  const run = tag._run.bind(tag);
  tag._run = (context, args, body) => {
    // Themes part what they are given by commas or colons, where Hexo's own tag takes blanks.
    if (name === 'link' && args.some(arg => arg.endsWith(',') || arg.includes('::'))) {
      standIns.add(name);
      return mark(name, args);
    }
    try {
      return run(context, args, body);
    } catch (error) {
      standIns.add(name);
      return mark(name, args);
    }
  };
}

function prepareTags(hexo) {
  for (const [name, closed] of calledTags(hexo)) {
    if (hexo.extend.tag.env.hasExtension(name)) {
      if (themeIsThere !== 'yes') guard(hexo, name);
    } else if (!ownTags.includes(name) && /^[^\d\W]\w*$/u.test(name)) {
      standIn(hexo, name, closed);
    }
  }
}

const instant = moment => moment ? moment.toISOString() : null;

/** The name of a file from the root of the site. */
const fromRoot = file => path.relative(site, file).split(path.sep).join('/');

/** The names of the terms; of a path of categories each part is one. */
const names = terms => terms ? terms.map(term => term.name) : [];

/** The terms of other taxonomies by post and page: those whose pages list it, which generators make and say so. */
const listed = new Map();

/** Takes in what generators give: a list of posts with a `term` of a `taxonomy`. */
function watchLists(hexo) {
  for (const [name, generate] of Object.entries(hexo.extend.generator.list())) {
    hexo.extend.generator.register(name, async function (...given) {
      const routes = await generate.apply(this, given);
      for (const { data } of [].concat(routes || [])) {
        if (data && data.taxonomy && data.term && data.posts) data.posts.forEach(item => list(item, data.taxonomy, data.term));
      }
      return routes;
    });
  }
}

/** Terms whose names are one but for case share a page; a post says it in its own way. */
function list(item, taxonomy, term) {
  const written = [item, ...Object.values(item)].flatMap(map => map && typeof map === 'object' && map[taxonomy] || []);
  const own = written.find(name => String(name).toLowerCase() === term.toLowerCase());
  const terms = listed.get(item._id) || {};
  terms[taxonomy] = [...terms[taxonomy] || [], own || term];
  listed.set(item._id, terms);
}

function record(hexo, item, kind) {
  const written = parse(item.raw || '');
  const file = path.join(hexo.source_dir, item.source);
  const stats = fs.statSync(file);
  const fallback = kind === 'page' ? stats.ctime : stats.birthtime;
  const isPost = kind === 'post';
  const has = value => value !== undefined && value !== null && value !== '';
  return {
    kind: 'page',
    file: fromRoot(file),
    title: has(item.title) ? String(item.title) : '',
    date: item.date && Math.abs(item.date.valueOf() - fallback.getTime()) > 1 ? instant(item.date) : null,
    updated: toDate(written.updated) ? instant(item.updated) : null,
    draft: isPost && item.published === false,
    terms: { ...listed.get(item._id), ...isPost ? { tags: names(item.tags), categories: names(item.categories) } : {} },
    summary: has(item.excerpt) ? String(item.excerpt) : null,
    content: item.content || '',
    base: hexo.config.url
  };
}

/** The redirect pages and the feeds among the routes, whose text is there at once. */
function watchRoutes(hexo) {
  const set = hexo.route.set.bind(hexo.route);
  hexo.route.set = (route, data) => {
    const text = typeof data === 'string' ? data : data && data.data;
    if (typeof text === 'string' && /http-equiv="?refresh/i.test(text)) redirects['/' + hexo.route.format(route)] = text;
    if (typeof text === 'string' && /^\s*(?:<[?!][^>]*>\s*)*<(?:rss|feed)[\s>]/.test(text)) feeds['/' + hexo.route.format(route)] = text;
    return set(route, data);
  };
}

async function main() {
  const hexo = new Hexo(site, { silent: true, drafts: true });
  await hexo.init();
  hexo.log.error = (data, message, source) => {
    const name = String(source || message || '').replace(/\u001b\[\d+m/g, '');
    unread.push([name, firstLine(data && data.err || data)]);
  };
  prepareTags(hexo);
  watchRoutes(hexo);
  watchLists(hexo);
  const failed = new Map();
  const render = hexo.post.render.bind(hexo.post);
  hexo.post.render = (source, data, callback) => render(source, data, callback).catch(error => {
    failed.set(data.source, firstLine(error));
    data.content = '';
    return data;
  });
  await hexo.load();
  const pages = [];
  const broken = {};
  for (const [model, kind] of [['Post', 'post'], ['Page', 'page']]) {
    // An item of a list at the top of a block can become a post of a file that is not there.
    hexo.model(model).filter(item => fs.existsSync(path.join(hexo.source_dir, item.source))).forEach(item => {
      const url = '/' + hexo.route.format(item.path);
      if (!url.endsWith('.html')) return;
      if (failed.has(item.source)) broken[url] = { file: fromRoot(path.join(hexo.source_dir, item.source)), reason: failed.get(item.source) };
      else pages.push([url, record(hexo, item, kind)]);
    });
  }
  const routes = hexo.route.list().map(route => '/' + route);
  const pager = hexo.config.pagination_dir || 'page';
  fs.writeFileSync(output, JSON.stringify({
    base: hexo.config.url, pager, pages, routes, redirects, feeds, unread, broken, stand_ins: [...standIns]
  }));
}

main().catch(error => {
  process.stderr.write(`${firstLine(error)}\n`);
  process.exitCode = 1;
});
