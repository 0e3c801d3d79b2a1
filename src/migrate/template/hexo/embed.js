// Tags for videos, gists and the like: Hexo has had none of its own since 7.0.
'use strict';

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escape = value => String(value || '').replace(/[&<>"]/g, character => ENTITIES[character]);

const frame = (address, title) =>
  '<div class="embed" style="position:relative;padding-bottom:56.25%;height:0;overflow:hidden">' +
  `<iframe src="${address}" title="${title}" loading="lazy" allowfullscreen ` +
  'style="position:absolute;top:0;left:0;width:100%;height:100%;border:0"></iframe></div>';

hexo.extend.tag.register('youtube', ([id]) =>
  frame(`https://www.youtube-nocookie.com/embed/${escape(id)}`, 'YouTube video'));

hexo.extend.tag.register('vimeo', ([id]) =>
  frame(`https://player.vimeo.com/video/${escape(id)}?dnt=1`, 'Vimeo video'));

hexo.extend.tag.register('instagram', ([id]) =>
  frame(`https://www.instagram.com/p/${escape(id)}/embed/`, 'Instagram post'));

hexo.extend.tag.register('gist', ([id, file]) => {
  const query = file ? `?file=${escape(encodeURIComponent(file))}` : '';
  return `<script src="https://gist.github.com/${escape(id)}.js${query}"></script>`;
});

hexo.extend.tag.register('jsfiddle', ([id, tabs, skin, width, height]) => {
  const address = `https://jsfiddle.net/${escape(id)}/embedded/${escape(tabs || 'js,resources,html,css,result')}/${escape(skin || 'light')}/`;
  return `<iframe src="${address}" width="${escape(width || '100%')}" height="${escape(height || '300')}" loading="lazy" style="border:0" allowfullscreen></iframe>`;
});
