'use strict';

// Written by the migration: what crawlers may visit, which is everything, and where the list of pages is.

hexo.extend.generator.register('robots', () => {
  const list = hexo.extend.generator.get('sitemap') ? `Sitemap: ${hexo.config.url.replace(/\/*$/, '/')}sitemap.xml\n` : '';
  return { path: 'robots.txt', data: `User-agent: *\nDisallow:\n${list}` };
});
