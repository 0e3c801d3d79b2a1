'use strict';

// Written by the migration: pages of terms for taxonomies that Hexo does not know, and for each taxonomy a page that lists its terms.
// `taxonomy_pages` in _config.yml says by taxonomy at which `path` they stand, `in` which map of front matter posts and pages name
// their terms, and what the path of each of the `terms` ends in; a term that is not there gets a path by its name.

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

const slug = (term) => term.toLowerCase().replace(/[\s/\\?#%]+/g, '-');

hexo.extend.generator.register('taxonomies', function (locals) {
  const url = hexo.extend.helper.get('url_for').bind({ config: hexo.config, relative_url: hexo.extend.helper.get('relative_url') });
  const items = locals.posts.sort('-date').toArray().concat(locals.pages.sort('title').toArray());
  const written = new Map(locals.pages.map((page) => [page.path, page]));
  const routes = [];

  // Where somebody wrote a page for the path, the list stands below what it says.
  const add = (folder, layout, title, data, list) => {
    const path = `${folder}index.html`;
    const { content, ...page } = written.get(path) || { title };
    routes.push({ path, layout, data: { ...page, ...data, content: (content || '') + list } });
  };

  const termsIn = (map, taxonomy, path, slugs) => {
    const terms = new Map();
    for (const item of items) {
      for (const name of [].concat((item[map] || {})[taxonomy] || []).map(String)) {
        const folder = `${path}/${slugs.get(name) || slug(name)}/`;
        if (!terms.has(folder)) terms.set(folder, { name, items: new Set() });
        terms.get(folder).items.add(item);
      }
    }
    return [...terms].map(([path, { name, items }]) => ({ name, path, posts: new locals.posts.constructor([...items]) }));
  };

  for (const [taxonomy, { path, in: map, terms: slugs }] of Object.entries(hexo.config.taxonomy_pages || {})) {
    const terms = map ? termsIn(map, taxonomy, path, new Map(Object.entries(slugs || {}))) : locals[taxonomy].filter((term) => term.length).toArray();
    if (map) {
      for (const { name, path, posts } of terms) {
        add(path, ['archive', 'index'], name, { taxonomy, term: name, posts }, '');
      }
    }
    const lines = terms.sort((a, b) => a.name.localeCompare(b.name))
      .map(({ name, path, posts }) => `<li><a href="${url(path)}">${escape(name)}</a> (${posts.length})</li>\n`);
    if (lines.length) add(`${path}/`, ['page', 'post', 'index'], taxonomy, { type: taxonomy }, `<ul class="terms">\n${lines.join('')}</ul>\n`);
  }
  return routes;
});
