'use strict';

// Written by the migration: a small page for each path in the front matter key `aliases` that leads to the post or page.

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

hexo.extend.generator.register('aliases', function (locals) {
  const url = hexo.extend.helper.get('url_for').bind({ config: hexo.config, relative_url: hexo.extend.helper.get('relative_url') });
  const routes = [];
  const add = (page) => {
    const aliases = [].concat(page.aliases || []);
    for (const alias of aliases) {
      const path = String(alias).replace(/^\/+/, '');
      const target = escape(encodeURI(url(page.path.replace(/index\.html$/, ''))).replace(/%25/g, '%'));
      const data = `<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>${target}</title>\n<link rel="canonical" href="${target}">\n<meta http-equiv="refresh" content="0; url=${target}">\n</html>\n`;
      routes.push({ path: /\.html?$/.test(path) ? path : path.replace(/\/*$/, '/index.html'), data });
    }
  };
  locals.posts.forEach(add);
  locals.pages.forEach(add);
  return routes;
});
