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

// The lists of which there are feeds: a path and pages for each.
function lists(feed, all, terms) {
  const inLanguage = (page) => !(feed.without || []).some((code) => isIn(code)(page));
  if (feed.terms) {
    const file = feed.path.split(':term/')[1];
    return terms[feed.terms].map((term) => ({ path: term.path + file, pages: term.posts.toArray().filter(hasDate).filter(inLanguage) }));
  }
  let pages = feed.language ? all.filter(isIn(feed.language)) : all;
  if (feed.below) pages = pages.filter(isIn(feed.below));
  return [{ path: feed.path, pages: pages.filter(inLanguage) }];
}

hexo.extend.generator.register('feeds', function (locals) {
  const { config } = this;
  const all = [...locals.posts.toArray(), ...locals.pages.toArray()].filter(hasDate);
  const terms = { tags: locals.tags.toArray(), categories: locals.categories.toArray() };
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
  return (config.feeds || []).flatMap((feed) => lists(feed, all, terms).map(route(feed)));
});
