'use strict';

// Written by the migration: the list of all pages, which search engines ask for. A page that says `sitemap: false` is not in it.

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

const home = hexo.config.url.replace(/\/*$/, '/');

const isListed = ({ path, sitemap }) => /(\/|\.html)$/.test(path) && sitemap !== false && !(sitemap && sitemap.disable);

// Hexo gives a page without a date that of its file.
const says = ({ raw = '' }, key) => new RegExp(`^${key}\\s*:`, 'm').test(raw.slice(0, raw.indexOf('\n---', 3)));

hexo.extend.generator.register('sitemap', function (locals) {
  const pages = [...locals.pages.toArray(), ...locals.posts.sort('-date').toArray()].filter(isListed);
  const terms = [...locals.categories.toArray(), ...locals.tags.toArray()].filter((term) => term.length);
  const entries = new Map([[home, '']]);
  for (const page of [...pages, ...terms]) {
    const date = ['updated', 'date'].find((key) => says(page, key));
    entries.set(page.permalink.replace(/(^|\/)index\.html$/, '$1'), date ? `<lastmod>${page[date].toISOString()}</lastmod>` : '');
  }
  const lines = [...entries].map(([url, changed]) => `<url><loc>${escape(url)}</loc>${changed}</url>\n`);
  return {
    path: 'sitemap.xml',
    data: `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${lines.join('')}</urlset>
`,
  };
});
