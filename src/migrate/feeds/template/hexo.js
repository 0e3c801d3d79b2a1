'use strict';

// Written by the migration: the feeds that `feeds` in _config.yml lists. The ids of entries are those of the old feeds, so that
// readers show no post twice.

const escape = (text) => String(text ?? '')
  .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
  .replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

const url = (page) => page.permalink.replace(/index\.html$/, '');
const home = hexo.config.url.replace(/\/*$/, '/');
// What has another address now names the id that it had.
const id = (page) => page.feed_id ? home + page.feed_id.replace(/^\//, '') : ID(page);

// Hexo gives a page without a date that of its file.
const says = (page, key) => {
  const raw = page.raw || '';
  return new RegExp(`^${key}\\s*:`, 'm').test(raw.slice(0, raw.indexOf('\n---', 3)));
};

const hasDate = (page) => says(page, 'date');
// What says `feed_entry: false` is an entry of no feed but those of its terms.
const isEntry = (page) => page.feed_entry !== false && hasDate(page);
const newestFirst = (a, b) => b.date - a.date || (id(a) < id(b) ? -1 : 1);

const text = (page, feed) => feed.whole === false && page.excerpt || page.content;

const rss = (page, feed) => `<item>
<title>${escape(page.title)}</title>
<link>${escape(url(page))}</link>
<guid>${escape(id(page))}</guid>
<pubDate>${page.date.toDate().toUTCString()}</pubDate>
<description>${escape(text(page, feed))}</description>
</item>
`;

const atom = (page, feed) => `<entry>
<title>${escape(page.title)}</title>
<link href="${escape(url(page))}"/>
<id>${escape(id(page))}</id>
<published>${page.date.toISOString()}</published>
<updated>${(says(page, 'updated') ? page.updated : page.date).toISOString()}</updated>
<content type="html" xml:base="${escape(url(page))}">${escape(text(page, feed))}</content>
</entry>
`;

const isIn = (code) => (page) => page.path.replace(/^\//, '').startsWith(`${code}/`);

const slug = (term) => term.toLowerCase().replace(/[\s/\\?#%]+/g, '-');

// The terms of a taxonomy, each with its folder and its pages. Hexo knows those that posts have in its own two; terms that other
// pages name, and other taxonomies, whose pages scripts/taxonomies.js makes, are in front matter.
function terms(taxonomy, { posts, pages, [taxonomy]: own }) {
  const { path, in: map, terms: slugs } = (hexo.config.taxonomy_pages || {})[taxonomy] || {};
  const found = new Map();
  const add = (name, folder, pages) => found.set(name, [...(found.get(name) || []), { folder, pages }]);
  if (!map && own) own.forEach((term) => add(term.name, term.path, term.posts.toArray()));
  for (const page of [...(map ? posts.toArray() : []), ...pages.toArray()]) {
    const names = [((map ? page[map] : page) || {})[taxonomy] || []].flat(Infinity).map(String);
    for (const name of new Set(names)) {
      if (map && !found.has(name)) add(name, `${path}/${(slugs || {})[name] || slug(name)}/`, []);
      (found.get(name) || []).forEach((term) => term.pages.push(page));
    }
  }
  return [...found.values()].flat();
}

// The lists of which there are feeds: a path and pages for each.
function lists(feed, locals) {
  const isOf = (page) => !(feed.without || []).some((code) => isIn(code)(page)) && (!feed.language || isIn(feed.language)(page));
  if (feed.terms) {
    const [before, file] = [feed.language ? `${feed.language}/` : '', feed.path.split(':term/')[1]];
    return terms(feed.terms, locals)
      .map(({ folder, pages }) => ({ path: before + folder + file, pages: pages.filter(isOf) }))
      .filter(({ pages }) => pages.length || !before)
      .map(({ path, pages }) => ({ path, pages: pages.filter(hasDate) }));
  }
  const pages = [...locals.posts.toArray(), ...locals.pages.toArray()].filter(isEntry).filter(isOf);
  return [{ path: feed.path, pages: feed.below ? pages.filter(isIn(feed.below)) : pages }];
}

hexo.extend.generator.register('feeds', function (locals) {
  const { config } = this;
  const route = (feed) => ({ path, pages }) => {
    pages = pages.sort(newestFirst).slice(0, feed.limit || pages.length);
    const self = escape(home + encodeURI(path));
    const updated = (pages.length ? pages[0].date : new Date(0)).toISOString();
    const data = feed.type === 'rss' ? `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${escape(config.title)}</title>
<link>${escape(home)}</link>
<description>${escape(config.description)}</description>
<atom:link href="${self}" rel="self" type="application/rss+xml"/>
${pages.map((page) => rss(page, feed)).join('')}</channel>
</rss>
` : `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>${escape(config.title)}</title>
<link rel="self" href="${self}"/>
<link href="${escape(home)}"/>
<id>${self}</id>
<updated>${updated}</updated>
<author><name>${escape(config.author || config.title)}</name></author>
${pages.map((page) => atom(page, feed)).join('')}</feed>
`;
    return { path, data };
  };
  return (config.feeds || []).flatMap((feed) => lists(feed, locals).map(route(feed)));
});
